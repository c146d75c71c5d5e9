package io.kiln.resources.spi.binding;

import io.kiln.resources.spi.Dynamic;
import io.kiln.resources.spi.Sensitive;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Writes records as values: what is absent is left out, what is sensitive gets its mark. */
final class ValueWriter {

  private ValueWriter() {}

  static Value.MapOf writeRecord(RecordShape shape, Record instance) {
    SequencedMap<String, Value> entries = new LinkedHashMap<>();
    for (Field field : shape.fields()) {
      Value written = write(field.shape(), field.of(instance));
      Value value = field.has(Sensitive.class) ? Secrecy.hide(written) : written;
      if (field.has(Dynamic.class) && value instanceof Value.MapOf map) {
        map.entries().forEach(entries::putIfAbsent);
      } else if (!(value instanceof Value.Null)) {
        entries.put(field.name(), value);
      }
    }
    return new Value.MapOf(entries, Mark.NONE);
  }

  private static Value write(Shape shape, Object object) {
    return switch (shape) {
      case Shape.Text _ -> Value.text((String) object);
      case Shape.Whole _ -> Value.number(((Number) object).longValue());
      case Shape.Amount _ -> new Value.Num((BigDecimal) object, Mark.NONE);
      case Shape.Truth _ -> Value.bool((Boolean) object);
      case Shape.Seconds _ -> new Value.Num(seconds((Duration) object), Mark.NONE);
      case Shape.Raw _ -> (Value) object;
      case Shape.Maybe(Shape inner) ->
          ((Optional<?>) object)
              .<Value>map(present -> write(inner, present))
              .orElseGet(Value::nothing);
      case Shape.Items(Shape item) -> {
        List<Value> items = new ArrayList<>();
        ((List<?>) object).forEach(each -> items.add(write(item, each)));
        yield Value.list(items);
      }
      case Shape.Entries(Shape inner) -> {
        SequencedMap<String, Value> entries = new LinkedHashMap<>();
        ((Map<?, ?>) object).forEach((key, each) -> entries.put((String) key, write(inner, each)));
        yield Value.map(entries);
      }
      case Shape.Nested(RecordShape nested) -> writeRecord(nested, (Record) object);
    };
  }

  private static BigDecimal seconds(Duration duration) {
    BigDecimal exact = BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }
}

package io.kiln.api.http;

import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Values as plain maps, lists and scalars that become JSON as they are. */
public final class Shown {

  private Shown() {}

  /** For everybody's eyes: sensitive parts are masked, unknown ones are null. */
  public static @Nullable Object masked(Value value) {
    return value.mark().sensitive() && value.known() ? Value.MASK : plain(value, true);
  }

  /** For whoever asked for exactly this value: nothing is masked, unknown parts are null. */
  public static @Nullable Object clear(Value value) {
    return plain(value, false);
  }

  private static @Nullable Object plain(Value value, boolean mask) {
    return switch (value) {
      case Value.Null _, Value.Unknown _ -> null;
      case Value.Bool(boolean truth, _) -> truth;
      case Value.Num(BigDecimal number, _) -> number;
      case Value.Text(String text, _) -> text;
      case Value.ListOf(List<Value> items, _) ->
          items.stream().map(item -> mask ? masked(item) : clear(item)).toList();
      case Value.MapOf(SequencedMap<String, Value> entries, _) -> {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        entries.forEach((key, inner) -> shown.put(key, mask ? masked(inner) : clear(inner)));
        yield shown;
      }
    };
  }
}

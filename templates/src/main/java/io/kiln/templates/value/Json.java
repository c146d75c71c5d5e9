package io.kiln.templates.value;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Values as JSON text and back. Marks are not carried; what is sensitive is written in clear. */
public final class Json {

  /** Python, and with it Heat, refuses longer numbers; Java needs seconds for much longer ones. */
  private static final int LONGEST_NUMBER = 4_300;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxNestingDepth(Value.DEEPEST)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /**
   * Reads JSON text.
   *
   * @throws tools.jackson.core.JacksonException when the text is not JSON
   */
  public static Value parse(String json) {
    return parse(json, Mark.NONE);
  }

  /**
   * Reads JSON text, every part with the given mark.
   *
   * @throws tools.jackson.core.JacksonException when the text is not JSON or breaks a limit
   */
  public static Value parse(String json, Mark mark) {
    return of(MAPPER.readTree(json), mark);
  }

  /**
   * A Jackson tree as a value, every part with the given mark.
   *
   * @throws tools.jackson.core.JacksonException when a number is larger than any float
   */
  public static Value of(@Nullable JsonNode node, Mark mark) {
    if (node == null || node.isNull() || node.isMissingNode()) {
      return new Value.Null(mark);
    }
    if (node.isObject()) {
      SequencedMap<String, Value> entries = new LinkedHashMap<>();
      node.properties().forEach(entry -> entries.put(entry.getKey(), of(entry.getValue(), mark)));
      return new Value.MapOf(entries, mark);
    }
    if (node.isArray()) {
      List<Value> items = new ArrayList<>(node.size());
      node.forEach(item -> items.add(of(item, mark)));
      return new Value.ListOf(items, mark);
    }
    if (node.isBoolean()) {
      return new Value.Bool(node.booleanValue(), mark);
    }
    if (node.isIntegralNumber()) {
      return new Value.Num(new BigDecimal(node.bigIntegerValue()), mark);
    }
    if (node.isNumber()) {
      return new Value.Num(real(node.doubleValue()), mark);
    }
    return new Value.Text(node.stringValue(), mark);
  }

  /** A float as Python has it; the scale tells 1.0 from 1 when it is written again. */
  private static BigDecimal real(double number) {
    if (!Double.isFinite(number)) {
      throw new StreamReadException("a number is out of range");
    }
    BigDecimal exact = BigDecimal.valueOf(number);
    return exact.scale() > 0 ? exact : exact.setScale(1);
  }

  /**
   * Writes a value as compact JSON, keys in their order.
   *
   * @throws IllegalArgumentException when a part is unknown
   */
  public static String write(Value value) {
    return write(value, false);
  }

  /** Writes a value as compact JSON with sorted keys: equal values give equal texts. */
  public static String writeSorted(Value value) {
    return write(value, true);
  }

  private static String write(Value value, boolean sorted) {
    var out = new StringWriter();
    try (JsonGenerator generator =
        FACTORY.createGenerator(tools.jackson.core.ObjectWriteContext.empty(), out)) {
      write(value, sorted, generator);
    }
    return out.toString();
  }

  private static void write(Value value, boolean sorted, JsonGenerator out) {
    switch (value) {
      case Value.Null _ -> out.writeNull();
      case Value.Bool(boolean truth, _) -> out.writeBoolean(truth);
      case Value.Num(BigDecimal number, _) -> out.writeNumber(number);
      case Value.Text(String text, _) -> out.writeString(text);
      case Value.ListOf(List<Value> items, _) -> {
        out.writeStartArray();
        items.forEach(item -> write(item, sorted, out));
        out.writeEndArray();
      }
      case Value.MapOf(SequencedMap<String, Value> entries, _) -> {
        Map<String, Value> ordered = sorted ? new TreeMap<>(entries) : entries;
        out.writeStartObject();
        ordered.forEach(
            (key, inner) -> {
              out.writeName(key);
              write(inner, sorted, out);
            });
        out.writeEndObject();
      }
      case Value.Unknown _ ->
          throw new IllegalArgumentException("a value that is not known yet has no JSON: " + value);
    }
  }
}

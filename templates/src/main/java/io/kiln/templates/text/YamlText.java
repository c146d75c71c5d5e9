package io.kiln.templates.text;

import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Writes values as YAML in the style of PyYAML's {@code dump}: in blocks, keys sorted, and texts
 * quoted that YAML 1.1 would take for something else.
 */
public final class YamlText {

  /** What YAML 1.1 reads as a truth value, nothing, a number, a date or a merge. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "(?i:yes|no|on|off|true|false|null|~|)|=|<<"
              + "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])*(\\.[0-9_]*)?([eE][-+][0-9]+)?"
              + "|[-+]?0[bxo]?[0-9a-fA-F_]+|[-+]?\\.([0-9_]+([eE][-+][0-9]+)?|(?i:inf)|(?i:nan))"
              + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?");

  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setUseUnicodeEncoding(false)
          .setWidth(80)
          .build();

  private YamlText() {}

  /** The text, with a line break at its end. Secrets are written in clear. */
  public static String of(Value value) {
    var events = new Serialize(SETTINGS).serializeOne(node(value));
    return new Present(SETTINGS).emitToString(events.iterator());
  }

  private static org.snakeyaml.engine.v2.nodes.Node node(Value value) {
    return switch (value) {
      case Value.Null _ -> new ScalarNode(Tag.NULL, "null", ScalarStyle.PLAIN);
      case Value.Bool(boolean truth, _) ->
          new ScalarNode(Tag.BOOL, Boolean.toString(truth), ScalarStyle.PLAIN);
      case Value.Num(BigDecimal number, _) ->
          new ScalarNode(
              number.scale() > 0 ? Tag.FLOAT : Tag.INT, number.toPlainString(), ScalarStyle.PLAIN);
      case Value.Text(String text, _) -> text(text);
      case Value.Unknown unknown -> text(unknown.toString());
      case Value.ListOf(List<Value> items, _) ->
          new SequenceNode(
              Tag.SEQ,
              items.stream().map(YamlText::node).toList(),
              items.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
      case Value.MapOf(SequencedMap<String, Value> entries, _) -> {
        List<NodeTuple> tuples = new ArrayList<>();
        new TreeMap<>(entries)
            .forEach((key, entry) -> tuples.add(new NodeTuple(text(key), node(entry))));
        yield new MappingNode(Tag.MAP, tuples, tuples.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
      }
    };
  }

  private static ScalarNode text(String text) {
    return new ScalarNode(
        Tag.STR,
        text,
        AMBIGUOUS.matcher(text).matches() ? ScalarStyle.SINGLE_QUOTED : ScalarStyle.PLAIN);
  }
}

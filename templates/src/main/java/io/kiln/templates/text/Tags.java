package io.kiln.templates.text;

import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.source.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** The tags a text may carry: YAML's own, and CloudFormation's short forms of functions. */
final class Tags {

  private static final String YAML = "tag:yaml.org,2002:";
  static final String STRING = YAML + "str";
  static final String INTEGER = YAML + "int";
  static final String FLOAT = YAML + "float";
  static final String BOOLEAN = YAML + "bool";
  static final String NULL = YAML + "null";

  static final Set<String> SCALARS = Set.of("", "!", STRING, INTEGER, FLOAT, BOOLEAN, NULL);
  static final Set<String> COLLECTIONS = Set.of("", "!", YAML + "map", YAML + "seq");

  private static final Set<String> SHORT =
      Set.of(
          "!And",
          "!Base64",
          "!Cidr",
          "!Contains",
          "!EachMemberEquals",
          "!EachMemberIn",
          "!Equals",
          "!FindInMap",
          "!GetAZs",
          "!GetAtt",
          "!GetStackOutput",
          "!If",
          "!ImportValue",
          "!Join",
          "!Length",
          "!Not",
          "!Or",
          "!RefAll",
          "!Select",
          "!Split",
          "!Sub",
          "!ToJsonString",
          "!Transform",
          "!ValueOf",
          "!ValueOfAll");

  private Tags() {}

  /** The long name of the function that a short tag stands for. */
  static Optional<String> function(String tag) {
    if (tag.equals("!Ref") || tag.equals("!Condition")) {
      return Optional.of(tag.substring(1));
    }
    return SHORT.contains(tag) ? Optional.of("Fn::" + tag.substring(1)) : Optional.empty();
  }

  /** {@code !Ref x} as {@code {Ref: x}}. */
  static TreeBuilder.Built call(String function, TreeBuilder.Built argument) {
    SourceSpan at = argument.node().at();
    SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>();
    entries.put(function, new Node.Entry(function, at, argument.node()));
    return new TreeBuilder.Built(
        new Node.Mapping(entries, at), argument.size() + 1, argument.height() + 1);
  }

  /** What a tag that nobody knows was perhaps meant to be. */
  static Optional<String> hint(String tag) {
    if (tag.startsWith("!ForEach")) {
      return Optional.of("loops have no short form: write \"Fn::ForEach::Name\" as a key");
    }
    List<String> known = new ArrayList<>(SHORT);
    known.addAll(List.of("!Ref", "!Condition"));
    return Suggestion.hint(tag, known);
  }

  static String shown(String tag) {
    return tag.startsWith(YAML) ? "!!" + tag.substring(YAML.length()) : tag;
  }
}

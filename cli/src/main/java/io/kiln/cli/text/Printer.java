package io.kiln.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Prints rows, or the fields of one thing, in the format that was asked for. */
public final class Printer {
  /** Heat tells times in seconds, Kiln's own API exactly; in a table they stand side by side. */
  private static final Pattern EXACT_TIME =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d+)?Z");

  private final Terminal terminal;
  private final ObjectMapper json;
  private final Format format;
  private final List<String> wanted;

  /**
   * @param wanted only these columns, in this order (case is ignored); empty for all
   */
  public Printer(Terminal terminal, ObjectMapper json, Format format, List<String> wanted) {
    this.terminal = terminal;
    this.json = json;
    this.format = format;
    this.wanted = wanted;
  }

  public Format format() {
    return format;
  }

  /** A list; every row has one value a column. */
  public void rows(List<String> columns, List<List<JsonNode>> rows) {
    var chosen = choose(columns);
    switch (format) {
      case table -> {
        var lines =
            rows.stream()
                .map(row -> chosen.stream().map(at -> cell(row.get(at))).toList())
                .toList();
        Table.of(chosen.stream().map(columns::get).toList(), lines).forEach(terminal::print);
      }
      case value ->
          rows.forEach(
              row ->
                  terminal.print(
                      String.join(" ", chosen.stream().map(at -> plain(row.get(at))).toList())));
      case json, yaml -> {
        var list = json.createArrayNode();
        for (var row : rows) {
          var object = list.addObject();
          chosen.forEach(at -> object.set(columns.get(at), row.get(at)));
        }
        document(list);
      }
    }
  }

  /** One thing with named fields, of which a table shows those alone that count. */
  public void fields(ObjectNode thing, List<String> counting) {
    if (format == Format.table && wanted.isEmpty()) {
      var picked = json.createObjectNode();
      counting.stream()
          .filter(thing::has)
          .filter(name -> !thing.path(name).isContainer() || !thing.path(name).isEmpty())
          .forEach(name -> picked.set(name, thing.path(name)));
      fields(picked);
    } else {
      fields(thing);
    }
  }

  /** One thing with named fields. */
  public void fields(ObjectNode thing) {
    var names = new ArrayList<>(thing.propertyNames());
    var chosen = choose(names);
    switch (format) {
      case table ->
          Table.of(
                  List.of("Field", "Value"),
                  chosen.stream()
                      .map(at -> List.of(names.get(at), cell(thing.path(names.get(at)))))
                      .toList())
              .forEach(terminal::print);
      case value -> chosen.forEach(at -> terminal.print(plain(thing.path(names.get(at)))));
      case json, yaml -> {
        var picked = json.createObjectNode();
        chosen.forEach(at -> picked.set(names.get(at), thing.path(names.get(at))));
        document(picked);
      }
    }
  }

  /** A whole document, as JSON or YAML; the other formats show it as JSON. */
  public void document(JsonNode document) {
    terminal.print(format == Format.yaml ? yaml(document) : pretty(document));
  }

  /** A value alone, as a shell wants it: text without quotes. */
  public void bare(JsonNode value) {
    switch (format) {
      case table, value -> terminal.print(plain(value));
      case json, yaml -> document(value);
    }
  }

  private List<Integer> choose(List<String> columns) {
    List<Integer> chosen = new ArrayList<>();
    if (wanted.isEmpty()) {
      for (int at = 0; at < columns.size(); at++) {
        chosen.add(at);
      }
      return chosen;
    }
    for (var name : wanted) {
      var found = -1;
      for (int at = 0; at < columns.size(); at++) {
        if (columns.get(at).equalsIgnoreCase(name)) {
          found = at;
        }
      }
      if (found < 0) {
        throw new IllegalArgumentException(
            "no column " + name + "; there are: " + String.join(", ", columns));
      }
      chosen.add(found);
    }
    return chosen;
  }

  private String cell(JsonNode value) {
    if (value.isContainer()) {
      return value.isEmpty() ? compact(value) : Terminal.clean(pretty(value));
    }
    return plain(value);
  }

  private String plain(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return format == Format.table ? "" : "None";
    }
    var text = Terminal.clean(value.isString() ? value.asString() : compact(value));
    var exact = format == Format.table ? EXACT_TIME.matcher(text) : EXACT_TIME.matcher("");
    return exact.matches() ? exact.group(1) + "Z" : text;
  }

  private String compact(JsonNode value) {
    return json.writeValueAsString(value);
  }

  private String pretty(JsonNode value) {
    return writer().writeValueAsString(value);
  }

  private ObjectWriter writer() {
    return json.writerWithDefaultPrettyPrinter().without(StreamWriteFeature.AUTO_CLOSE_TARGET);
  }

  private static String yaml(JsonNode document) {
    return YAMLMapper.builder()
        .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
        .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
        .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
        .build()
        .writeValueAsString(document)
        .stripTrailing();
  }

  /** The values of {@code keys} of every object in a list. */
  public static List<List<JsonNode>> pick(JsonNode list, List<String> keys) {
    List<List<JsonNode>> rows = new ArrayList<>();
    for (JsonNode item : (list instanceof ArrayNode array ? array : List.<JsonNode>of())) {
      rows.add(keys.stream().map(item::path).toList());
    }
    return rows;
  }

  /** {@code stack_name} as a heading: {@code Stack Name}. */
  public static String heading(String key) {
    var words = new ArrayList<String>();
    for (var word : key.split("_")) {
      words.add(
          word.equals("id")
              ? "ID"
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return String.join(" ", words);
  }
}

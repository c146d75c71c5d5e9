package io.kiln.templates.corpus;

import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.TextLimits;
import io.kiln.templates.text.TextReader;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the golden files say of a function: calls as written, and what they come to. */
final class ReferenceExamples {

  /** Enough to see what a function does; the corpus has all edge cases. */
  private static final int MOST = 8;

  /** What fits into a table. */
  private static final int WIDEST = 110;

  /** A case that can be shown as a whole. */
  private static final int LONGEST = 30;

  private static final List<String> OF_THE_STACK = List.of("get_", "Ref", "!", "GetAtt");

  /**
   * A call and its value.
   *
   * @param call as written
   * @param value as JSON
   */
  record Example(String call, String value) {}

  private ReferenceExamples() {}

  /**
   * The examples of a function.
   *
   * @param folder where its cases lie
   * @param plain without calls that need to know the rest of their template
   */
  static List<Example> of(Path folder, String function, boolean plain) throws IOException {
    List<Example> found = new ArrayList<>();
    for (Path file : cases(folder)) {
      if (!plain && found.size() > 1) {
        break; // what they need to know is shown once
      }
      GoldenCase golden = GoldenCase.parse(Files.readString(file));
      String stem = file.toString().replaceFirst("\\.yaml$", "");
      var results = (Value.MapOf) Json.parse(Files.readString(Path.of(stem + ".json")));
      String text = golden.source().template();
      Optional<Node> root =
          new TextReader(TextLimits.DEFAULT)
              .document(text, "case.yaml", new Findings())
              .map(document -> document.root());
      if (root.isPresent() && root.get() instanceof Node.Mapping map) {
        outputs(map)
            .forEach(
                (name, value) -> {
                  Value result = results.get("outputs." + name);
                  var example = new Example(written(text, value), Json.write(result));
                  if (found.size() < MOST
                      && fits(example.call(), result, function, plain)
                      && !found.contains(example)) {
                    found.add(example);
                  }
                });
      }
    }
    return found;
  }

  /** A whole case: what it declares, and what comes of it. */
  static Optional<String> whole(Path folder) throws IOException {
    for (Path file : cases(folder)) {
      String text = Files.readString(file);
      if (text.lines().count() <= LONGEST && text.contains("\nconditions:")) {
        String result =
            Files.readString(Path.of(file.toString().replaceFirst("\\.yaml$", ".json")));
        return Optional.of(
            "\n```yaml\n%s\n```\n\ngives\n\n```json\n%s\n```\n"
                .formatted(text.stripTrailing(), result.stripTrailing()));
      }
    }
    return Optional.empty();
  }

  /** All that a case declares before its outputs, when the examples are those of one case. */
  static Optional<String> given(Path folder, Example first) throws IOException {
    for (Path file : cases(folder)) {
      String text = Files.readString(file);
      if (text.contains(first.call())) {
        return Optional.of(
            text.substring(0, Math.max(0, text.toLowerCase(Locale.ROOT).indexOf("\noutputs:"))));
      }
    }
    return Optional.empty();
  }

  /** The case that shows the forms first, then the others by name. */
  private static List<Path> cases(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> Files.exists(Path.of(file.toString().replaceFirst("\\.yaml$", ".json"))))
          .sorted(
              Comparator.comparing((Path file) -> !file.endsWith("forms.yaml"))
                  .thenComparing(Path::toString))
          .toList();
    }
  }

  /** The places of the values of outputs that have nothing but a value. */
  private static Map<String, SourceSpan> outputs(Node.Mapping root) {
    Map<String, SourceSpan> values = new LinkedHashMap<>();
    root.get("outputs")
        .or(() -> root.get("Outputs"))
        .filter(Node.Mapping.class::isInstance)
        .ifPresent(
            outputs ->
                ((Node.Mapping) outputs)
                    .entries()
                    .forEach(
                        (name, entry) -> {
                          if (entry.node() instanceof Node.Mapping output
                              && output.entries().size() == 1) {
                            values.put(name, output.at());
                          }
                        }));
    return values;
  }

  private static boolean fits(String call, Value result, String function, boolean plain) {
    String bare = call.replace(function, "").replace(function.replace("Fn::", "!"), "");
    return (call.contains(function + ":") || call.contains(function.replace("Fn::", "!") + " "))
        && !Json.write(result).contains("\"" + function + "\"")
        && call.length() <= WIDEST
        && Json.write(result).length() <= WIDEST
        && (result.known() && !(result instanceof Value.Null && !call.contains("null")))
        && !result.toString().contains("known after apply")
        && (!plain || OF_THE_STACK.stream().noneMatch(bare::contains));
  }

  /** One line of the text; what runs over several is left out. */
  private static String written(String text, SourceSpan at) {
    if (at.line() != at.endLine()) {
      return "";
    }
    String line = text.split("\n", -1)[at.line() - 1];
    String output =
        line.substring(
            line.offsetByCodePoints(0, at.column() - 1),
            line.offsetByCodePoints(0, at.endColumn() - 1));
    return output.startsWith("{") ? output.replaceFirst("^\\{[Vv]alue: ?(.*)\\}$", "$1") : "";
  }
}

package io.kiln.api.heat;

import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What an exported document says of a stack's texts. The stock client sends it alone, without the
 * template, and with an empty environment when none was named.
 */
final class AdoptedTexts {

  private AdoptedTexts() {}

  /** The request, with what it does not say from the document. */
  static StackRequest complete(StackRequest sent, Value document) {
    if (!(document instanceof Value.MapOf map)) {
      return sent; // the adoption says what is wrong with it
    }
    boolean own =
        sent.environment().filter(text -> !text.replace(" ", "").equals("{}")).isPresent();
    return new StackRequest(
        sent.name(),
        sent.template().or(() -> text(map.get("template"))),
        sent.templateName(),
        sent.files().isEmpty() ? files(map.get("files")) : sent.files(),
        own || !sent.environmentFiles().isEmpty()
            ? sent.environment()
            : text(map.get("environment")),
        sent.environmentFiles(),
        sent.parameters(),
        sent.clearParameters(),
        sent.timeout(),
        sent.disableRollback(),
        sent.tags().or(() -> tags(map.get("tags"))),
        sent.adopting(),
        sent.templateUrl(),
        sent.renames(),
        sent.converge());
  }

  private static Optional<String> text(Value value) {
    return switch (value) {
      case Value.Text(String text, _) -> Optional.of(text);
      case Value.MapOf map -> Optional.of(Json.write(map));
      case Value.Null _, Value.Bool _, Value.Num _, Value.ListOf _, Value.Unknown _ ->
          Optional.empty();
    };
  }

  private static SequencedMap<String, String> files(Value value) {
    SequencedMap<String, String> files = new LinkedHashMap<>();
    if (value instanceof Value.MapOf map) {
      map.entries()
          .forEach((name, content) -> text(content).ifPresent(text -> files.put(name, text)));
    }
    return files;
  }

  private static Optional<java.util.List<String>> tags(Value value) {
    return value instanceof Value.ListOf list
        ? Optional.of(list.items().stream().map(Value::toString).toList())
        : Optional.empty();
  }
}

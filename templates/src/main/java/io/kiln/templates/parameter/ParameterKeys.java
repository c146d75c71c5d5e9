package io.kiln.templates.parameter;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The keys of a declared parameter that every dialect has, under whatever name. */
public final class ParameterKeys {

  /** As many types are named to whoever wrote one that there is not. */
  private static final int NAMED = 5;

  private ParameterKeys() {}

  /**
   * The type of a parameter.
   *
   * @param known finds a type by what is written
   * @param names of all types, the usual first
   * @return empty when it is missing or unknown, which was said
   */
  public static <T> Optional<T> type(
      Section parameter,
      String key,
      Node.Entry entry,
      Function<String, Optional<T>> known,
      List<String> names) {
    Optional<Node> node = parameter.node(key);
    if (node.isEmpty()) {
      parameter.error("missing-key", "Missing parameter type", entry.keyAt());
      return Optional.empty();
    }
    String written = parameter.text(key);
    if (!(node.get() instanceof Node.Scalar)) {
      return Optional.empty(); // said when it was read
    }
    Optional<T> type = known.apply(written);
    if (type.isEmpty()) {
      List<String> usual = names.subList(0, Math.min(NAMED, names.size()));
      parameter
          .findings()
          .add(
              new Diagnostic(
                  Diagnostic.Severity.ERROR,
                  "invalid-parameter-type",
                  "Invalid type (%s)".formatted(written),
                  parameter.within(key),
                  node.get().at(),
                  Suggestion.hint(written, names)
                      .or(() -> Optional.of("one of " + String.join(", ", usual)))));
    }
    return type;
  }

  /** The default of a parameter; for a wrong one stands what nothing else is said of. */
  public static Optional<Value> defaultValue(
      Section parameter, String key, String name, Function<Value, Value> conversion) {
    Optional<Node> node = parameter.node(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(conversion.apply(node.get().value()));
    } catch (Mistake wrong) {
      parameter
          .findings()
          .error(
              "invalid-default",
              "Parameter '%s' is invalid: %s".formatted(name, wrong.text()),
              parameter.within(key),
              node.get().at());
      return Optional.of(ParameterForm.broken(node.get().at()));
    }
  }
}

package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** {@code {str_replace: {template: …, params: {key: value, …}}}} and its strict forms. */
final class StrReplace implements ValueFunction {

  /** What is refused beyond what cannot be done at all. */
  private enum Strictness {
    SCALARS_ONLY,
    LAX,
    EVERY_KEY_OCCURS,
    NO_VALUE_EMPTY
  }

  private static final String FORM = "{template: ..., params: {key: value, ...}}";

  private final String name;
  private final Availability availability;
  private final Strictness strictness;

  private StrReplace(String name, Availability availability, Strictness strictness) {
    this.name = name;
    this.availability = availability;
    this.strictness = strictness;
  }

  /** Before 2015-10-15: values are scalars. */
  static StrReplace ofScalars() {
    return new StrReplace(
        "str_replace", Availability.before(HotVersion.LIBERTY), Strictness.SCALARS_ONLY);
  }

  static StrReplace lax() {
    return new StrReplace("str_replace", Availability.since(HotVersion.LIBERTY), Strictness.LAX);
  }

  static StrReplace strict() {
    return new StrReplace(
        "str_replace_strict", Availability.since(HotVersion.OCATA), Strictness.EVERY_KEY_OCCURS);
  }

  static StrReplace veryStrict() {
    return new StrReplace(
        "str_replace_vstrict", Availability.since(HotVersion.PIKE), Strictness.NO_VALUE_EMPTY);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String summary() {
    return switch (strictness) {
      case SCALARS_ONLY, LAX -> "A function for performing string substitutions.";
      case EVERY_KEY_OCCURS ->
          "A function for performing string substitutions; every key must occur.";
      case NO_VALUE_EMPTY ->
          "A function for performing string substitutions; every key must occur and have a value.";
    };
  }

  @Override
  public Availability availability() {
    return availability;
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    SequencedMap<String, Value> parts = site.map(argument, FORM);
    Value template = parts.get("template");
    Value params = parts.get("params");
    if (template == null || params == null) {
      throw new Mistake("\"%s\" must be of the form %s".formatted(name, FORM));
    }
    site.ignoreAllBut(parts, Set.of("template", "params"));
    Optional<Value> open = site.unknown(template, params);
    if (open.isPresent()) {
      return open.get();
    }
    String text = site.text(template, "The template");
    if (!(params instanceof Value.MapOf(SequencedMap<String, Value> values, _))) {
      throw new Mistake("The params of \"%s\" must be a map".formatted(name));
    }
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((key, value) -> texts.put(key, text(key, value)));
    var replaced = Replacement.replace(text, texts, site::spend);
    if (strictness.compareTo(Strictness.LAX) > 0 && !replaced.unused().isEmpty()) {
      throw new Mistake(
          "The following params were not found in the template: "
              + String.join(",", replaced.unused()));
    }
    return new Value.Text(replaced.text(), site.mark(argument));
  }

  private String text(String key, Value value) {
    if (key.isEmpty()) {
      throw new Mistake("A key of the params of \"%s\" must not be empty".formatted(name));
    }
    String text =
        switch (value) {
          case Value.Null _ -> "";
          case Value.Bool _, Value.Num _, Value.Text _, Value.Unknown _ -> PythonText.of(value);
          case Value.ListOf _, Value.MapOf _ -> {
            if (strictness == Strictness.SCALARS_ONLY) {
              throw new Mistake(
                  "\"str_replace\" params must be strings or numbers, param %s is not valid"
                      .formatted(key));
            }
            yield PythonText.json(value);
          }
        };
    boolean empty =
        text.isEmpty()
            || ((value instanceof Value.ListOf || value instanceof Value.MapOf)
                && !PythonTruth.of(value));
    if (strictness == Strictness.NO_VALUE_EMPTY && empty) {
      throw new Mistake(
          "%s has an undefined or empty value for param %s, must be a defined non-empty value"
              .formatted(name, key));
    }
    return text;
  }
}

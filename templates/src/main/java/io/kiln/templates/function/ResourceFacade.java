package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Value;
import java.util.List;

/** {@code {resource_facade: metadata}}: an aspect of the resource that a provider template is. */
final class ResourceFacade implements ValueFunction {

  private static final List<String> ASPECTS =
      List.of("metadata", "deletion_policy", "update_policy");

  @Override
  public String name() {
    return "resource_facade";
  }

  @Override
  public String summary() {
    return "A function for retrieving data in a parent provider template.";
  }

  @Override
  public Availability availability() {
    return Availability.since(HotVersion.ICEHOUSE);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    String aspect = site.text(argument, "The argument");
    if (!ASPECTS.contains(aspect)) {
      throw new Mistake(
          "invalid-argument",
          "Incorrect arguments to \"resource_facade\" should be one of: "
              + String.join(", ", ASPECTS),
          Suggestion.hint(aspect, ASPECTS));
    }
    Value given =
        site.scope()
            .facade(aspect)
            .orElseThrow(
                () -> new Mistake("\"resource_facade\" works in a provider template only"));
    return site.marked(given, given);
  }
}

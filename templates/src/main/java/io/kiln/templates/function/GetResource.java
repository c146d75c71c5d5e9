package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Value;

/** {@code {get_resource: name}}. */
final class GetResource implements ValueFunction {

  @Override
  public String name() {
    return "get_resource";
  }

  @Override
  public String summary() {
    return "A function for resolving resource references.";
  }

  @Override
  public Availability availability() {
    return Availability.since(HotVersion.ICEHOUSE);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    String resource = site.text(argument, "The argument");
    known(resource, site);
    Value reference = site.references().reference(resource);
    return site.marked(reference, reference);
  }

  /** Notes the reference, which must be to a resource of the template. */
  static void known(String resource, CallSite site) {
    if (site.scope().attributes(resource).isEmpty()) {
      throw new Mistake(
          "invalid-reference",
          "The specified reference \"%s\" (in %s) is incorrect."
              .formatted(resource, site.path().isEmpty() ? "unknown" : site.path()),
          Suggestion.hint(resource, site.scope().resources()));
    }
    site.require(resource);
  }
}

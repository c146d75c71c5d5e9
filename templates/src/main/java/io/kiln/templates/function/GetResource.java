package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.ValueFunction;
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
    return site.reference(site.text(argument, "The argument"));
  }
}

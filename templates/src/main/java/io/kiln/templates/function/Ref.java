package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.util.Optional;

/** {@code {Ref: name}}: a parameter's value, else a resource's reference. */
final class Ref implements ValueFunction {

  @Override
  public String name() {
    return "Ref";
  }

  @Override
  public String summary() {
    return "A function for resolving parameters or resource references.";
  }

  @Override
  public Availability availability() {
    return Availability.before(HotVersion.JUNO);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    String name = site.text(argument, "The argument");
    Optional<Value> parameter = site.scope().parameter(name);
    if (parameter.isPresent()) {
      return site.marked(parameter.get(), parameter.get());
    }
    return site.reference(name);
  }
}

package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.util.Optional;

/** {@code {Fn::GetAZs: region}}: known, so that a template that needs it is refused in words. */
final class FnGetAzs implements ValueFunction {

  @Override
  public String name() {
    return "Fn::GetAZs";
  }

  @Override
  public String summary() {
    return "A function for retrieving the availability zones.";
  }

  @Override
  public Availability availability() {
    return Availability.before(HotVersion.JUNO);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    throw new Mistake(
        "unsupported-function",
        "\"Fn::GetAZs\" asks a compute service for its zones; there is none",
        Optional.of("write the zones as a list"));
  }
}

package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.util.Set;

/** {@code {Fn::GetAZs: region}}: the availability zones; Heat does not look at the region. */
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
    if (site.scope().site().region().isEmpty()) {
      return new Value.Unknown(Set.of("AWS::Region"), site.mark());
    }
    return Value.list(site.scope().site().zones().stream().map(Value::text).toList())
        .marked(site.mark());
  }
}

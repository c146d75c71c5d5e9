package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Set;

/**
 * {@code {Fn::GetAZs: region}}: the zones of the region this runs in, which an empty text or null
 * means.
 */
final class GetAzs implements ValueFunction {

  @Override
  public String name() {
    return "Fn::GetAZs";
  }

  @Override
  public String summary() {
    return "The availability zones of a region.";
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    String here = site.scope().site().region();
    if (here.isEmpty()) {
      return new Value.Unknown(Set.of("AWS::Region"), site.mark(argument));
    }
    String region = argument instanceof Value.Null ? "" : CfnText.of(argument, "The region", site);
    if (!region.isEmpty() && !region.equals(here)) {
      throw new Mistake(
          "unknown-region",
          "The zones of the region \"%s\" are not known here: this is %s.".formatted(region, here),
          Suggestion.hint(region, List.of(here)));
    }
    return Value.list(site.scope().site().zones().stream().map(Value::text).toList())
        .marked(site.mark(argument));
  }
}

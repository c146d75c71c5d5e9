package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.Optional;

/** {@code {Fn::ToJsonString: map or list}}: compact, keys in their order. */
final class ToJsonString implements ValueFunction {

  @Override
  public String name() {
    return "Fn::ToJsonString";
  }

  @Override
  public String summary() {
    return "A map or list as JSON text.";
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    if (!(argument instanceof Value.ListOf || argument instanceof Value.MapOf)) {
      throw new Mistake(
          "\"Fn::ToJsonString\" must be given a map or a list, not %s"
              .formatted(CfnText.kind(argument)));
    }
    Optional<Value> open = site.unknown(argument);
    if (open.isPresent()) {
      return open.get();
    }
    String json = Json.write(argument);
    site.spend(json.length());
    return new Value.Text(json, site.mark(argument));
  }
}

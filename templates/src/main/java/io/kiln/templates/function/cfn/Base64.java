package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.nio.charset.StandardCharsets;

/** {@code {Fn::Base64: text}}: unlike Heat's, in truth. */
final class Base64 implements ValueFunction {

  @Override
  public String name() {
    return "Fn::Base64";
  }

  @Override
  public String summary() {
    return "A text's Base64 form.";
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    String text = CfnText.of(argument, "The argument", site);
    site.spend(text.length() * 2L);
    return new Value.Text(
        java.util.Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)),
        site.mark(argument));
  }
}

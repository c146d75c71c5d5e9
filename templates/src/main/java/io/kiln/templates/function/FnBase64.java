package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;

/** {@code {Fn::Base64: text}}: in Heat the text as it is, since servers take it plain. */
final class FnBase64 implements ValueFunction {

  @Override
  public String name() {
    return "Fn::Base64";
  }

  @Override
  public String summary() {
    return "A placeholder function for converting to base64; gives the text as it is.";
  }

  @Override
  public Availability availability() {
    return Availability.before(HotVersion.JUNO);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    return new Value.Text(site.text(argument, "The argument"), site.mark(argument));
  }
}

package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.util.Optional;

/** {@code {get_file: name}}: the text of a file sent along, never parsed. */
final class GetFile implements ValueFunction {

  @Override
  public String name() {
    return "get_file";
  }

  @Override
  public String summary() {
    return "A function for including a file inline.";
  }

  @Override
  public Availability availability() {
    return Availability.since(HotVersion.ICEHOUSE);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    String file = site.text(argument, "The argument");
    String content =
        site.scope()
            .file(file)
            .orElseThrow(
                () ->
                    new Mistake(
                        "missing-file",
                        "No content found in the \"files\" section for get_file path: " + file,
                        Optional.empty()));
    return new Value.Text(content, site.mark(argument));
  }
}

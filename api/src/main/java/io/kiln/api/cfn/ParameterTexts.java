package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.heat.StackReader;
import io.kiln.engine.reading.SeenStack;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a stack as texts; those that must not be shown are masked. */
record ParameterTexts(StackReader reader) {

  List<Fields> of(SeenStack stack) {
    return of(reader.parameters(stack));
  }

  /** Of a stack that there may not be yet. */
  List<Fields> of(StackSource source, StackIdentity identity) {
    return reader
        .compiled(source, identity)
        .map(Frame::parameters)
        .map(StackReader::parameters)
        .map(ParameterTexts::of)
        .orElseGet(List::of);
  }

  private static List<Fields> of(Map<String, @Nullable Object> parameters) {
    List<Fields> shown = new ArrayList<>();
    parameters.forEach(
        (name, text) -> {
          if (!name.startsWith("AWS::") && !name.startsWith("OS::")) {
            shown.add(
                new Fields()
                    .text("ParameterKey", name)
                    .text("ParameterValue", text == null ? "" : text.toString()));
          }
        });
    return shown;
  }
}

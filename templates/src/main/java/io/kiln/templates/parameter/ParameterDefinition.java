package io.kiln.templates.parameter;

import io.kiln.templates.schema.Constraint;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * One parameter as a template declares it.
 *
 * @param label what forms call it; empty when the name must do
 * @param defaultValue already of the type
 * @param hidden its value is never shown
 * @param immutable an update may not change it
 * @param at where its name stands
 */
public record ParameterDefinition(
    String name,
    ParameterForm form,
    String label,
    String description,
    Optional<Value> defaultValue,
    boolean hidden,
    boolean immutable,
    List<Constraint> constraints,
    List<String> tags,
    SourceSpan at) {

  public ParameterDefinition {
    constraints = List.copyOf(constraints);
    tags = List.copyOf(tags);
  }

  /** What stands for a parameter of no known type, so that nothing is said where it is used. */
  public static ParameterDefinition broken(String name, SourceSpan at) {
    return new ParameterDefinition(
        name,
        ParameterForm.of(ParameterType.STRING),
        "",
        "",
        Optional.of(ParameterForm.broken(at)),
        false,
        false,
        List.of(),
        List.of(),
        at);
  }

  /** How a value is read. */
  public ParameterType type() {
    return form.type();
  }
}

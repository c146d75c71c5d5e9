package io.kiln.templates.compile;

import io.kiln.templates.environment.Environment;
import io.kiln.templates.source.Findings;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What the templates below a template ask for, in the words of Heat's {@code POST
 * /validate?show_nested=true} ({@code Stack.get_nested_parameters}).
 */
final class NestedParameters {

  private final Environment environment;
  private final Limits limits;

  NestedParameters(Environment environment, Limits limits) {
    this.environment = environment;
    this.limits = limits;
  }

  /** By resource; empty when no resource is a template. Recursion ends at the nesting limit. */
  SequencedMap<String, Value> of(
      TemplateFrame frame, Map<String, Value.MapOf> properties, int depth) {
    SequencedMap<String, Value> found = new LinkedHashMap<>();
    for (var definition : frame.resources().values()) {
      if (depth < limits.nesting() && frame.nested(definition.name())) {
        Value.MapOf given = properties.getOrDefault(definition.name(), Value.MapOf.EMPTY);
        // What is wrong in there was said when the whole tree was checked.
        FrameBuilder child = frame.builder(definition.name(), definition.name(), new Findings());
        TemplateFrame inner = child.build(given.entries(), frame.facadeOf(definition.name()));
        found.put(
            definition.name(),
            described(
                definition.type(),
                new TemplateSummary(child.template(), environment, given.entries()),
                of(inner, child.properties(), depth + 1)));
      }
    }
    return found;
  }

  private static Value described(
      String type, TemplateSummary summary, SequencedMap<String, Value> nested) {
    SequencedMap<String, Value> shown = new LinkedHashMap<>();
    shown.put("Type", Value.text(type));
    shown.put("Description", summary.description());
    shown.put("Parameters", summary.parameters());
    summary.groups().ifPresent(groups -> shown.put("ParameterGroups", groups));
    if (!nested.isEmpty()) {
      shown.put("NestedParameters", Value.map(nested));
    }
    return Value.map(shown);
  }
}

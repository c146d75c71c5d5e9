package io.kiln.templates.compile;

import io.kiln.templates.dialect.Words;
import io.kiln.templates.document.DeclaredResource;
import io.kiln.templates.expression.Budget;
import io.kiln.templates.source.Findings;
import io.kiln.templates.value.Value;
import java.util.Map;

/** Checks the provider templates of a stack, level by level, with what is known of each. */
final class TreeCheck {

  private final Limits limits;
  private final Findings findings;
  private final Budget budget;
  private int resources;

  TreeCheck(Limits limits, Findings findings, Budget budget) {
    this.budget = budget;
    this.limits = limits;
    this.findings = findings;
  }

  /** Recursion ends at the nesting limit. */
  void descend(TemplateFrame frame, Map<String, Value.MapOf> properties, int depth) {
    for (var definition : frame.resources().values()) {
      resources++;
      if (resources > limits.resources()) {
        if (resources == limits.resources() + 1) {
          findings.error(
              "too-many-resources",
              "You have reached the maximum number of resources per stack: %d"
                  .formatted(limits.resources()),
              frame.words().resource(definition.name()),
              definition.at());
        }
        return;
      }
      if (!frame.nested(definition.name())) {
        continue;
      }
      if (!depth(depth, limits, frame.declared(definition.name()), frame.words(), findings)) {
        continue;
      }
      Value.MapOf given = properties.getOrDefault(definition.name(), Value.MapOf.EMPTY);
      FrameBuilder child = frame.builder(definition.name(), definition.name(), findings).on(budget);
      descend(
          child.build(given.entries(), frame.facadeOf(definition.name())),
          child.properties(),
          depth + 1);
    }
  }

  /** Whether a nested resource at this depth is allowed. */
  static boolean depth(
      int depth, Limits limits, DeclaredResource resource, Words words, Findings findings) {
    if (depth < limits.nesting()) {
      return true;
    }
    findings.error(
        "nested-stacks-too-deep",
        "Recursion depth exceeds %d.".formatted(limits.nesting()),
        words.resource(resource.name()),
        resource.at());
    return false;
  }
}

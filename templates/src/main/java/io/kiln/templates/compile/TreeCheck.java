package io.kiln.templates.compile;

import io.kiln.templates.dialect.Words;
import io.kiln.templates.document.DeclaredResource;
import io.kiln.templates.expression.Budget;
import io.kiln.templates.source.Findings;
import io.kiln.templates.value.Value;
import java.util.Map;
import java.util.Optional;

/** Checks the provider templates of a stack, level by level, with what is known of each. */
final class TreeCheck {

  private final Limits limits;
  private final Findings findings;
  private final Budget budget;
  private final boolean ahead;
  private int resources;

  /**
   * Checks.
   *
   * @param ahead whether groups are looked into too, though they have no members yet; whoever makes
   *     a stack looks into them as they unfold
   */
  TreeCheck(Limits limits, Findings findings, Budget budget, boolean ahead) {
    this.ahead = ahead;
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
      Value.MapOf given = properties.getOrDefault(definition.name(), Value.MapOf.EMPTY);
      Optional<FrameBuilder> inner =
          frame.nested(definition.name())
              ? Optional.of(frame.builder(definition.name(), definition.name(), findings))
              : ahead ? frame.members(definition.name(), given, findings) : Optional.empty();
      if (inner.isEmpty()) {
        continue;
      }
      if (!depth(depth, limits, frame.declared(definition.name()), frame.words(), findings)) {
        continue;
      }
      FrameBuilder child = inner.get().on(budget);
      boolean nested = frame.nested(definition.name());
      descend(
          child.build(nested ? given.entries() : Map.of(), frame.facadeOf(definition.name())),
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

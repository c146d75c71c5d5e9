package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.Scope;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What names may stand for in a part of a template. */
enum Names {
  /** Parameters and resources: in properties and outputs. */
  ALL,
  /** Parameters only: in conditions, rules, loops and the names of exports. */
  PARAMETERS;

  private static final String OUTPUTS = "Outputs.";

  /**
   * A resource's reference, where no parameter has the name.
   *
   * @throws Mistake when there is none
   */
  Value resource(String name, CallSite site) {
    if (name.startsWith("AWS::")) {
      throw new Mistake(
          "invalid-reference",
          "There is no pseudo parameter \"%s\".".formatted(name),
          Suggestion.hint(name, site.scope().parameters()));
    }
    allowed(name, site);
    if (site.scope().attributes(name).isEmpty()) {
      List<String> known = new ArrayList<>(site.scope().resources());
      known.addAll(site.scope().parameters());
      throw new Mistake(
          "invalid-reference",
          "The specified reference \"%s\" (in %s) is incorrect.".formatted(name, site.path()),
          Suggestion.hint(name, known));
    }
    return site.reference(name);
  }

  /**
   * A resource's attribute. Of a nested stack {@code Outputs.X} is the output X.
   *
   * @throws Mistake when there is none
   */
  Value attribute(String resource, String attribute, CallSite site) {
    allowed(resource, site);
    Scope.Attributes attributes = site.attributes(resource);
    var known = attributes.known();
    boolean output =
        attribute.startsWith(OUTPUTS)
            && !known.containsKey(attribute)
            && (attributes.any() || known.containsKey(attribute.substring(OUTPUTS.length())));
    Value value =
        site.attribute(resource, output ? attribute.substring(OUTPUTS.length()) : attribute);
    return site.marked(value, value);
  }

  private void allowed(String name, CallSite site) {
    if (this == PARAMETERS) {
      throw new Mistake(
          "invalid-reference",
          "Only parameters may be named here, and \"%s\" is none.".formatted(name),
          Optional.of(name)
              .filter(one -> site.scope().attributes(one).isEmpty())
              .flatMap(one -> Suggestion.hint(one, site.scope().parameters())));
    }
  }
}

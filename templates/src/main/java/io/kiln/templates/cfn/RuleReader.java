package io.kiln.templates.cfn;

import io.kiln.templates.document.DeclaredRule;
import io.kiln.templates.expression.ExprReader;
import io.kiln.templates.function.cfn.CfnFunctions;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code Rules}: {@code {Name: {RuleCondition: …, Assertions: [{Assert: …}]}}}. */
final class RuleReader {

  private final Section section;

  RuleReader(Section section) {
    this.section = section;
  }

  List<DeclaredRule> read() {
    List<DeclaredRule> rules = new ArrayList<>();
    section
        .entries()
        .forEach(
            (name, entry) ->
                section.section(name).ifPresent(rule -> rules.add(rule(name, rule, entry))));
    return rules;
  }

  private static DeclaredRule rule(String name, Section rule, Node.Entry entry) {
    rule.only(
        List.of("RuleCondition", "Assertions"),
        "invalid-key",
        "\"%s\" is not a valid keyword inside a rule");
    List<DeclaredRule.Assertion> assertions = new ArrayList<>();
    Optional<Node> node = rule.node("Assertions");
    if (node.isEmpty()) {
      rule.error("missing-key", "Each rule must contain Assertions.", entry.keyAt());
    } else if (node.get() instanceof Node.Sequence(List<Node> items, _)) {
      for (int i = 0; i < items.size(); i++) {
        assertion(items.get(i), "%s.Assertions[%d]".formatted(rule.path(), i), rule)
            .ifPresent(assertions::add);
      }
    } else {
      rule.error(
          "invalid-section",
          "The Assertions of a rule must be a list, not %s.".formatted(node.get().kind()),
          node.get().at());
    }
    return new DeclaredRule(
        name,
        entry.keyAt(),
        rule.node("RuleCondition")
            .map(condition -> reader(rule, rule.within("RuleCondition")).value(condition)),
        assertions);
  }

  private static Optional<DeclaredRule.Assertion> assertion(Node node, String path, Section rule) {
    if (!(node instanceof Node.Mapping map)) {
      rule.error(
          "invalid-section",
          "An assertion must be a map, not %s.".formatted(node.kind()),
          node.at());
      return Optional.empty();
    }
    var assertion = new Section(map, path, rule.findings());
    assertion.only(
        List.of("Assert", "AssertDescription"),
        "invalid-key",
        "\"%s\" is not a valid keyword inside an assertion");
    Optional<Node> tested = assertion.node("Assert");
    if (tested.isEmpty()) {
      assertion.error("missing-key", "Each assertion must contain an Assert.", map.at());
    }
    return tested.map(
        found ->
            new DeclaredRule.Assertion(
                reader(rule, assertion.within("Assert")).value(found),
                assertion.text("AssertDescription"),
                found.at()));
  }

  private static ExprReader reader(Section rule, String path) {
    return ExprReader.conditions(CfnFunctions.rulesOnly(), rule.findings(), path);
  }
}

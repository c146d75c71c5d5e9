package io.kiln.templates.compile;

import io.kiln.templates.dialect.Words;
import io.kiln.templates.document.DeclaredRule;
import io.kiln.templates.document.Template;
import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.source.Findings;
import io.kiln.templates.value.Value;
import java.util.List;

/** Says which of a template's rules its parameters break; what is not known yet breaks none. */
final class RuleCheck {

  private final Findings findings;

  RuleCheck(Findings findings) {
    this.findings = findings;
  }

  void check(Template template, Evaluation evaluation) {
    Words words = template.dialect().words();
    for (DeclaredRule rule : template.rules()) {
      String path = words.of("rules") + "." + rule.name();
      if (rule.condition().isPresent()
          && !(evaluation
                      .in(path + "." + words.of("rule_condition"))
                      .condition(rule.condition().get())
                  instanceof Value.Bool(boolean applies, _)
              && applies)) {
        continue;
      }
      check(rule, path + "." + words.of("assertions"), evaluation);
    }
  }

  private void check(DeclaredRule rule, String path, Evaluation evaluation) {
    List<DeclaredRule.Assertion> assertions = rule.assertions();
    for (int i = 0; i < assertions.size(); i++) {
      DeclaredRule.Assertion assertion = assertions.get(i);
      String here = "%s[%d]".formatted(path, i);
      if (evaluation.in(here).condition(assertion.expression())
              instanceof Value.Bool(boolean holds, _)
          && !holds) {
        findings.error(
            "rule-violated",
            assertion.description().isEmpty()
                ? "An assertion of the rule \"%s\" does not hold.".formatted(rule.name())
                : "Rule \"%s\": %s".formatted(rule.name(), assertion.description()),
            here,
            assertion.at());
      }
    }
  }
}

package io.kiln.templates.jsonschema;

import io.kiln.templates.dialect.CfnDialect;
import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.Function;
import io.kiln.templates.expression.Vocabulary;
import io.kiln.templates.function.Functions;
import io.kiln.templates.function.cfn.CfnFunctions;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The functions of all versions as schemas of maps with one key. */
final class FunctionForm {

  private FunctionForm() {}

  /** A call of a function that gives a value. */
  static Value values() {
    return calls(false);
  }

  /** A call of a function that gives a truth value, among conditions. */
  static Value conditions() {
    return calls(true);
  }

  private static Value calls(boolean conditions) {
    Map<String, String> described = new TreeMap<>();
    for (Function function : Functions.all()) {
      Availability availability = function.availability();
      boolean there =
          conditions ? availability.conditionSince().isPresent() : availability.since().isPresent();
      if (there) {
        described.merge(
            function.name(), function.summary() + versions(availability), (first, _) -> first);
      }
    }
    return form(described);
  }

  private static Value form(Map<String, String> described) {
    Keys properties = Keys.empty();
    described.forEach((name, text) -> properties.and(name, Keys.empty().described(text).value()));
    return Keys.type("object")
        .and("minProperties", 1)
        .and("maxProperties", 1)
        .and("properties", properties.value())
        .closed()
        .value();
  }

  /** A call of a function of CloudFormation, Heat's or Amazon's. */
  static Value cloudFormation() {
    Map<String, String> described = new TreeMap<>();
    for (Vocabulary vocabulary :
        List.of(
            CfnFunctions.of(CfnDialect.AWS, true),
            CfnFunctions.of(CfnDialect.HEAT, false),
            CfnFunctions.rulesOnly())) {
      vocabulary.values().forEach((name, one) -> described.putIfAbsent(name, one.summary()));
      vocabulary.conditions().forEach((name, one) -> described.putIfAbsent(name, one.summary()));
    }
    described.putIfAbsent("Fn::Transform", "What a macro makes of its parameters.");
    return form(described);
  }

  private static String versions(Availability availability) {
    String since =
        availability
            .since()
            .filter(version -> version != HotVersion.ICEHOUSE)
            .map(version -> " From %s on.".formatted(version.date()))
            .orElse("");
    String removed =
        availability
            .removed()
            .map(version -> " Gone from %s on.".formatted(version.date()))
            .orElse("");
    return since + removed;
  }
}

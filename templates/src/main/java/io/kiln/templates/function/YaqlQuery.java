package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import io.kiln.templates.yaql.Yaql;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** {@code {yaql: {expression: …, data: …}}}: the data is {@code $.data} of the expression. */
final class YaqlQuery implements ValueFunction {

  private static final String FORM = "{expression: ..., data: ...}";

  @Override
  public String name() {
    return "yaql";
  }

  @Override
  public String summary() {
    return "A function for executing a yaql expression.";
  }

  @Override
  public Availability availability() {
    return Availability.since(HotVersion.NEWTON).andConditions(HotVersion.PIKE);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    SequencedMap<String, Value> parts = site.map(argument, FORM);
    Value expression = parts.get("expression");
    Value data = parts.getOrDefault("data", Value.MapOf.EMPTY);
    if (expression == null || !Set.of("expression", "data").containsAll(parts.keySet())) {
      throw new Mistake("Arguments to \"yaql\" must be of the form " + FORM);
    }
    if (expression instanceof Value.Unknown) {
      return site.unknown(expression).orElseThrow();
    }
    Yaql query = Yaql.parse(site.text(expression, "The expression"));
    Optional<Value> open = site.unknown(data);
    return open.orElseGet(
        () ->
            site.secretly(
                query.evaluate(Value.map(Map.of("data", data)), site.scope().limits(), site::spend),
                argument));
  }
}

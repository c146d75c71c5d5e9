package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.expression.ExprReader;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.model.Elsewhere;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.text.Node;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * {@code {Fn::GetStackOutput: {StackName: …, OutputName: …, Region: …, RoleArn: …}}}: an output of
 * another stack as it is now, exported or not; the last two may be missing.
 */
final class GetStackOutput implements ValueFunction {

  private static final String FORM = "{StackName: ..., OutputName: ..., Region: ..., RoleArn: ...}";
  private static final List<String> KEYS = List.of("StackName", "OutputName", "Region", "RoleArn");

  @Override
  public String name() {
    return "Fn::GetStackOutput";
  }

  @Override
  public String summary() {
    return "The value of an output of another stack.";
  }

  @Override
  public Expr argument(Node node, ExprReader reader) {
    return reader.conditions().value(node);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    SequencedMap<String, Value> parts = site.map(argument, FORM);
    for (String key : parts.keySet()) {
      if (!KEYS.contains(key)) {
        throw new Mistake(
            "invalid-argument",
            "Invalid key \"%s\" in \"Fn::GetStackOutput\"".formatted(key),
            Suggestion.hint(key, KEYS));
      }
    }
    Optional<Value> open = site.unknown(argument);
    if (open.isPresent()) {
      return open.get();
    }
    String stack = needed("StackName", parts, site);
    String output = needed("OutputName", parts, site);
    return Answers.of(
        new Elsewhere.Question.StackOutput(
            stack, output, given("Region", parts, site), given("RoleArn", parts, site)),
        "unknown-stack-output",
        "The output %s of the stack %s cannot be read".formatted(output, stack),
        argument,
        site);
  }

  private static String needed(String key, SequencedMap<String, Value> parts, CallSite site) {
    return given(key, parts, site)
        .orElseThrow(
            () -> new Mistake("Arguments to \"Fn::GetStackOutput\" must be of the form " + FORM));
  }

  private static Optional<String> given(
      String key, SequencedMap<String, Value> parts, CallSite site) {
    return Optional.ofNullable(parts.get(key))
        .filter(value -> !(value instanceof Value.Null))
        .map(value -> CfnText.of(value, "The " + key, site));
  }
}

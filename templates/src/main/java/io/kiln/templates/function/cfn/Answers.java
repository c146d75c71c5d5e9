package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.model.Elsewhere;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.Optional;
import java.util.Set;

/** Turns what is known elsewhere into a function's value. */
final class Answers {

  private Answers() {}

  /**
   * The value asked for; unknown when it will be there later.
   *
   * @param argument what the function was given: when it is secret, so is the answer
   * @throws Mistake when there is no such thing
   */
  static Value of(
      Elsewhere.Question question, String code, String what, Value argument, CallSite site) {
    return switch (site.scope().ask(question)) {
      case Elsewhere.Answer.Known(Value value) ->
          site.marked(value, argument.sensitive() ? argument : value);
      case Elsewhere.Answer.Open(String awaits) ->
          new Value.Unknown(Set.of(awaits), new Mark(site.at(), argument.sensitive()));
      case Elsewhere.Answer.Missing(String reason) ->
          throw new Mistake(code, "%s: %s.".formatted(what, reason), Optional.empty());
    };
  }
}

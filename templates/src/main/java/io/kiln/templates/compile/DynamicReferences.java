package io.kiln.templates.compile;

import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.model.Elsewhere;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts kept secrets and settings in the place of CloudFormation's dynamic references, <code>
 * {{resolve:ssm:name}}</code>, when a resource is about to be given its properties. All that comes
 * of one is sensitive.
 */
final class DynamicReferences {

  private static final String START = "{{resolve:";
  private static final Pattern REFERENCE =
      Pattern.compile("\\{\\{resolve:([^:{}]{0,64})(?::([^{}]{0,2048}))?}}");

  private final Evaluation evaluation;
  private final String path;
  private final SourceSpan at;
  private final Findings findings;

  /**
   * Resolves on behalf of a property.
   *
   * @param at its place, for values that were put together
   */
  DynamicReferences(Evaluation evaluation, String path, SourceSpan at, Findings findings) {
    this.evaluation = evaluation;
    this.path = path;
    this.at = at;
    this.findings = findings;
  }

  /** The value with every reference in it resolved. */
  Value resolved(Value value) {
    return switch (value) {
      case Value.Text(String text, Mark mark) when text.contains(START) -> text(text, mark);
      case Value.ListOf(List<Value> items, Mark mark) -> {
        List<Value> done = new ArrayList<>(items.size());
        items.forEach(item -> done.add(resolved(item)));
        yield new Value.ListOf(done, mark);
      }
      case Value.MapOf(SequencedMap<String, Value> entries, Mark mark) -> {
        SequencedMap<String, Value> done = LinkedHashMap.newLinkedHashMap(entries.size());
        entries.forEach((key, entry) -> done.put(key, resolved(entry)));
        yield new Value.MapOf(done, mark);
      }
      case Value.Null _, Value.Bool _, Value.Num _, Value.Text _, Value.Unknown _ -> value;
    };
  }

  private Value text(String text, Mark mark) {
    Matcher matcher = REFERENCE.matcher(text);
    var out = new StringBuilder();
    Set<String> awaits = new TreeSet<>();
    int from = 0;
    while (matcher.find()) {
      Elsewhere.Answer answer = answer(matcher, mark);
      out.append(text, from, matcher.start());
      from = matcher.end();
      switch (answer) {
        case Elsewhere.Answer.Known(Value.Text(String kept, _)) -> out.append(kept);
        case Elsewhere.Answer.Known(Value other) -> out.append(other.marked(Mark.NONE));
        case Elsewhere.Answer.Open(String awaited) -> awaits.add(awaited);
        case Elsewhere.Answer.Missing(String reason) -> {
          findings.error(
              "unresolved-reference",
              "The dynamic reference %s cannot be resolved: %s."
                  .formatted(shown(matcher.group(), mark), reason),
              path,
              place(mark));
          awaits.add(Evaluation.REPAIR);
        }
      }
      evaluation.spend(out.length());
    }
    if (from == 0) {
      return new Value.Text(text, mark);
    }
    var secret = new Mark(mark.at(), true);
    return awaits.isEmpty()
        ? new Value.Text(out.append(text, from, text.length()).toString(), secret)
        : new Value.Unknown(awaits, secret);
  }

  private Elsewhere.Answer answer(Matcher matcher, Mark mark) {
    Optional<Elsewhere.Store> store =
        Arrays.stream(Elsewhere.Store.values())
            .filter(one -> one.written().equals(matcher.group(1)))
            .findFirst();
    List<String> known =
        Arrays.stream(Elsewhere.Store.values()).map(Elsewhere.Store::written).toList();
    if (store.isEmpty() || matcher.group(2) == null || matcher.group(2).isEmpty()) {
      findings.add(
          new Diagnostic(
              Diagnostic.Severity.ERROR,
              "invalid-dynamic-reference",
              "Incorrect dynamic reference %s: it must be of the form {{resolve:service:key}}."
                  .formatted(shown(matcher.group(), mark)),
              path,
              place(mark),
              Suggestion.hint(shown(matcher.group(1), mark), known)
                  .or(() -> Optional.of("the service is one of " + String.join(", ", known)))));
      return new Elsewhere.Answer.Open(Evaluation.REPAIR);
    }
    var question = new Elsewhere.Question.Kept(store.get(), matcher.group(2));
    return evaluation.references().lookingAhead() && evaluation.scope().keeps(store.get())
        ? new Elsewhere.Answer.Open(store.get().written() + ":" + shown(question.key(), mark))
        : evaluation.scope().ask(question);
  }

  /** A part of a text, unless the text was made of something hidden. */
  private static String shown(String part, Mark mark) {
    return mark.sensitive() ? Value.MASK : part;
  }

  private SourceSpan place(Mark mark) {
    return mark.at().isSomewhere() ? mark.at() : at;
  }
}

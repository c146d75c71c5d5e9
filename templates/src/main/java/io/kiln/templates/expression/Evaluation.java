package io.kiln.templates.expression;

import io.kiln.templates.model.References;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates expressions of one template at one moment, noting which resources they name. Recursion
 * goes as deep as the text was nested, which the reader limits.
 */
public final class Evaluation {

  /** Stands for a value that an error left open; waits for the template to be repaired. */
  public static final String REPAIR = "(template error)";

  private final Scope scope;
  private final References references;
  private final Findings findings;
  private final SequencedMap<String, SourceSpan> required = new LinkedHashMap<>();
  private final Budget budget;
  private String path = "";

  public Evaluation(Scope scope, References references, Findings findings) {
    this(scope, references, findings, new Budget(scope.limits()));
  }

  /** Evaluates on a budget that is shared with others. */
  public Evaluation(Scope scope, References references, Findings findings, Budget budget) {
    this.budget = budget;
    this.scope = scope;
    this.references = references;
    this.findings = findings;
  }

  /** The surroundings. */
  public Scope scope() {
    return scope;
  }

  /** The resources as they are now. */
  public References references() {
    return references;
  }

  /** The resources named so far, each with the place it was first named at. */
  public SequencedMap<String, SourceSpan> required() {
    return Collections.unmodifiableSequencedMap(required);
  }

  /** Notes that a resource is named. */
  public void require(String resource, SourceSpan at) {
    required.putIfAbsent(resource, at);
  }

  /** Where findings from now on belong in the model. */
  public Evaluation in(String modelPath) {
    path = modelPath;
    budget.nextValue();
    return this;
  }

  /** Where this is in the model. */
  public String path() {
    return path;
  }

  /** Notes the references of expressions that may come to matter; what is wrong there does not. */
  public void explore(List<Expr> expressions) {
    var aside = new Evaluation(scope, references, new Findings(), budget);
    expressions.forEach(aside::partial);
    aside.required.forEach(this::require);
  }

  /**
   * The value of a whole property, output or the like, which others build on: it must not be nested
   * too deep.
   */
  public Value whole(Expr expr) {
    Value value = partial(expr);
    return value.deeperThan(Value.DEEPEST)
        ? wrong(
            "value-too-deep",
            "The value is nested to more than %d levels.".formatted(Value.DEEPEST),
            expr.at(),
            null)
        : value;
  }

  /** As {@link #whole}; {@link Absent} counts as null. */
  public Value wholeValue(Expr expr) {
    Value value = whole(expr);
    return Absent.is(value) ? new Value.Null(Mark.at(expr.at())) : value;
  }

  /** The value of an expression; {@link Absent} counts as null. */
  public Value value(Expr expr) {
    Value value = partial(expr);
    return Absent.is(value) ? new Value.Null(Mark.at(expr.at())) : value;
  }

  /** The value of an expression, or {@link Absent}. */
  public Value partial(Expr expr) {
    return switch (expr) {
      case Expr.Literal(Value value) -> value;
      case Expr.ListOf(List<Expr> items, SourceSpan at) -> {
        List<Value> values = new ArrayList<>(items.size());
        for (Expr item : items) {
          Value value = partial(item);
          if (!Absent.is(value)) {
            values.add(value);
          }
        }
        yield new Value.ListOf(values, Mark.at(at));
      }
      case Expr.MapOf(SequencedMap<String, Expr> entries, SourceSpan at) -> {
        SequencedMap<String, Value> values = LinkedHashMap.newLinkedHashMap(entries.size());
        entries.forEach(
            (key, entry) -> {
              Value value = partial(entry);
              if (!Absent.is(value)) {
                values.put(key, value);
              }
            });
        yield new Value.MapOf(values, Mark.at(at));
      }
      case Expr.Call call -> call(call);
    };
  }

  private Value call(Expr.Call call) {
    try {
      return call.function().call(call, this);
    } catch (Mistake mistake) {
      findings.add(
          new Diagnostic(
              Diagnostic.Severity.ERROR,
              mistake.code(),
              mistake.text(),
              path,
              mistake.place(call.at()),
              mistake.hint()));
      return new Value.Unknown(Set.of(REPAIR), Mark.at(call.at()));
    }
  }

  /**
   * The truth of a condition: a name, a truth value, or a function.
   *
   * @return a {@link Value.Bool} or {@link Value.Unknown}
   */
  public Value condition(Expr expr) {
    Value value = value(expr);
    return switch (value) {
      case Value.Bool _, Value.Unknown _ -> value;
      case Value.Text(String name, Mark mark) -> named(name, new Mark(expr.at(), mark.sensitive()));
      case Value.Null(Mark mark) -> {
        warn("null-condition", "A condition that is null counts as true.", expr.at());
        yield new Value.Bool(true, mark);
      }
      case Value.Num _, Value.ListOf _, Value.MapOf _ ->
          wrong(
              "invalid-condition",
              "A condition must be true or false, not %s.".formatted(value),
              expr.at(),
              null);
    };
  }

  /** The condition of this name, which a function may have given. */
  private Value named(String name, Mark mark) {
    Optional<Scope.Truth> known = scope.condition(name);
    if (known.isPresent()) {
      findings.addAll(known.get().diagnostics());
      Value truth = known.get().value();
      return mark.sensitive() ? truth.marked(truth.mark().with(true)) : truth;
    }
    return wrong(
        "unknown-condition",
        "Invalid condition \"%s\"".formatted(mark.sensitive() ? Value.MASK : name),
        mark.at(),
        mark.sensitive() ? null : Suggestion.hint(name, scope.conditions()).orElse(null));
  }

  /** Says that something is odd though it works. */
  void warn(String code, String message, SourceSpan at) {
    findings.warning(code, message, path, at);
  }

  /**
   * What an {@code if} comes to: only the branch taken is evaluated, so only that one makes
   * dependencies.
   *
   * @param parts the condition, the value when it holds, and the value when it does not; {@link
   *     Absent} when the last is missing
   */
  public Value branch(SourceSpan at, List<Expr> parts) {
    return switch (condition(parts.getFirst())) {
      case Value.Bool(boolean truth, Mark mark) -> {
        if (!truth && parts.size() == 2) {
          yield Absent.VALUE;
        }
        Value taken = partial(parts.get(truth ? 1 : 2));
        yield mark.sensitive() && !Absent.is(taken) ? taken.marked(taken.mark().with(true)) : taken;
      }
      case Value.Unknown(Set<String> awaits, Mark mark) -> {
        // Either may be taken: both are looked through for references.
        explore(parts.subList(1, parts.size()));
        yield new Value.Unknown(awaits, new Mark(at, mark.sensitive()));
      }
      case Value.Null _, Value.Num _, Value.Text _, Value.ListOf _, Value.MapOf _ ->
          throw new IllegalStateException("a condition is true, false or unknown");
    };
  }

  /**
   * All or any of several conditions: one that decides is enough, even beside unknown ones.
   *
   * @param deciding true for any, false for all
   */
  public Value junction(SourceSpan at, List<Expr> parts, boolean deciding) {
    boolean sensitive = false;
    boolean decided = false;
    Set<String> awaits = new TreeSet<>();
    // All are computed, as in Heat: what is wrong behind the deciding one is wrong nevertheless.
    for (Expr part : parts) {
      Value truth = decided ? behind(part) : condition(part);
      sensitive |= truth.sensitive();
      decided |= truth instanceof Value.Bool(boolean one, _) && one == deciding;
      if (truth instanceof Value.Unknown(Set<String> awaited, _)) {
        awaits.addAll(awaited);
      }
    }
    var mark = new Mark(at, sensitive);
    if (decided) {
      return new Value.Bool(deciding, mark);
    }
    return awaits.isEmpty() ? new Value.Bool(!deciding, mark) : new Value.Unknown(awaits, mark);
  }

  /** A condition that decides nothing more: whether what it came to is one, Heat does not ask. */
  private Value behind(Expr part) {
    return part instanceof Expr.Call ? value(part) : condition(part);
  }

  private Value wrong(String code, String message, SourceSpan at, @Nullable String hint) {
    findings.add(
        new Diagnostic(
            Diagnostic.Severity.ERROR, code, message, path, at, Optional.ofNullable(hint)));
    return new Value.Unknown(Set.of(REPAIR), Mark.at(at));
  }

  /**
   * Counts what a function is about to produce.
   *
   * @throws Mistake when the whole has grown too large
   */
  public void spend(long characters) {
    budget.spend(characters);
  }
}

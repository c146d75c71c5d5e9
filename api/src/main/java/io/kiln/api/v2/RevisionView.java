package io.kiln.api.v2;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kiln.api.heat.StackHistory;
import io.kiln.api.http.Shown;
import io.kiln.engine.convergence.RevisionRecord;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.TraceParent;
import io.kiln.engine.planning.Status;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One revision: who made it, when, what for, and what came of it.
 *
 * @param reason {@code request}, {@code rollback}, {@code restore} or {@code adopt}
 * @param takenFrom the revision it repeats
 * @param outcome {@code complete}, {@code failed}, {@code in_progress}; {@code superseded} when
 *     something else came first
 * @param trace the id of the trace in which it was asked for
 * @param current whether the stack is at it, or on its way to it
 * @param changed what differs from the kept one before, by name
 */
record RevisionView(
    long revision,
    String author,
    Instant createdAt,
    String reason,
    @Nullable Long takenFrom,
    String outcome,
    @Nullable Instant settledAt,
    @Nullable String trace,
    boolean current,
    List<String> changed) {

  /** A stack's revisions, newest first. */
  record Listed(String stack, String id, List<RevisionView> revisions) {}

  /**
   * What a revision changed.
   *
   * @param against what it is compared with; null for the first
   * @param changes resource by resource, in the form of a plan
   */
  record Compared(
      RevisionView revision, @Nullable Long against, List<Parameter> parameters, PlanView changes) {

    static Compared of(StackRecord stack, StackHistory.Comparison found) {
      return new Compared(
          RevisionView.of(stack, found.revision(), found.changed()),
          number(found.against()),
          found.parameters().stream().map(Parameter::of).toList(),
          PlanView.of(found.plan(), found.texts()));
    }
  }

  /** How one parameter differs; values that must not be shown are masked. */
  record Parameter(
      String parameter,
      @Nullable Object old,
      @JsonProperty("new") @Nullable Object now,
      boolean sensitive) {

    static Parameter of(StackHistory.ParameterChange change) {
      boolean sensitive =
          change.before().filter(Value::sensitive).isPresent()
              || change.after().filter(Value::sensitive).isPresent();
      return new Parameter(
          change.name(),
          shown(change.before(), sensitive),
          shown(change.after(), sensitive),
          sensitive);
    }

    private static @Nullable Object shown(Optional<Value> value, boolean sensitive) {
      return value.isEmpty() ? null : sensitive ? Value.MASK : Shown.masked(value.get());
    }
  }

  static RevisionView of(StackRecord stack, RevisionRecord revision, List<String> changed) {
    boolean current = stack.currentRevision() == revision.number();
    return new RevisionView(
        revision.number(),
        revision.author(),
        revision.createdAt(),
        revision.origin().kind().name().toLowerCase(Locale.ROOT),
        number(revision.origin().from()),
        outcome(revision, current && stack.status() == Status.IN_PROGRESS),
        revision.settledAt().orElse(null),
        revision.trace().map(TraceParent::trace).orElse(null),
        current,
        changed);
  }

  private static String outcome(RevisionRecord revision, boolean underway) {
    return revision
        .outcome()
        .map(how -> how.name().toLowerCase(Locale.ROOT))
        .orElse(underway ? "in_progress" : "superseded");
  }

  private static @Nullable Long number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}

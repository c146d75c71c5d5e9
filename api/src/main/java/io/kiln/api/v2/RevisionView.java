package io.kiln.api.v2;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kiln.api.heat.StackHistory;
import io.kiln.api.http.LowerCase;
import io.kiln.api.http.Shown;
import io.kiln.engine.convergence.Origin;
import io.kiln.engine.convergence.RevisionRecord;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.TraceParent;
import io.kiln.engine.planning.Status;
import io.kiln.templates.value.Value;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One revision: who made it, when, what for, and what came of it.
 *
 * @param revision its number; they count from 1
 * @param author who asked for it
 * @param reason what it was made for
 * @param takenFrom the revision it repeats
 * @param outcome how the way to it ended
 * @param settledAt when that was
 * @param trace the id of the trace in which it was asked for
 * @param current whether the stack is at it, or on its way to it
 * @param changed what differs from the kept one before, by name
 */
record RevisionView(
    long revision,
    String author,
    Instant createdAt,
    @LowerCase Origin.Kind reason,
    @Nullable Long takenFrom,
    @LowerCase Outcome outcome,
    @Nullable Instant settledAt,
    @Nullable String trace,
    boolean current,
    List<String> changed) {

  /** How the way to a revision ended. */
  enum Outcome {
    COMPLETE,
    FAILED,
    IN_PROGRESS,
    /** Something else came first. */
    SUPERSEDED;

    static Outcome of(Status how) {
      return switch (how) {
        case COMPLETE -> COMPLETE;
        case FAILED -> FAILED;
        case IN_PROGRESS -> IN_PROGRESS;
      };
    }
  }

  /**
   * A page of a stack's revisions, newest first.
   *
   * @param stack the stack's name
   * @param id the stack's id
   * @param next the cursor of the next page; null for the last
   */
  @Schema(name = "Revisions")
  record Listed(
      String stack,
      @Schema(format = "uuid") String id,
      List<RevisionView> revisions,
      @Nullable String next) {}

  /**
   * What a revision changed.
   *
   * @param against what it is compared with; null for the first
   * @param changes resource by resource, in the form of a plan
   */
  @Schema(name = "RevisionChanges")
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

  /**
   * How one parameter differs; values that must not be shown are masked.
   *
   * @param parameter its name
   * @param old what it was, or null
   * @param now what it is, or null
   * @param sensitive whether the values are not shown
   */
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
        revision.origin().kind(),
        number(revision.origin().from()),
        outcome(revision, current && stack.status() == Status.IN_PROGRESS),
        revision.settledAt().orElse(null),
        revision.trace().map(TraceParent::trace).orElse(null),
        current,
        changed);
  }

  private static Outcome outcome(RevisionRecord revision, boolean underway) {
    return revision
        .outcome()
        .map(Outcome::of)
        .orElse(underway ? Outcome.IN_PROGRESS : Outcome.SUPERSEDED);
  }

  private static @Nullable Long number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}

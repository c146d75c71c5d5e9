package io.kiln.api.v2;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kiln.api.http.LowerCase;
import io.kiln.api.http.Shown;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Change;
import io.kiln.engine.planning.Obstacle;
import io.kiln.engine.planning.Plan;
import io.kiln.resources.spi.Effect;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A plan: the very steps that would be carried out, each with its reasons.
 *
 * @param stack the stack's name
 * @param action what the stack does with it
 * @param text the same for people
 * @param warnings what deserves a second look
 * @param obstacles what the environment puts in its way
 */
record PlanView(
    String stack,
    Action action,
    Summary summary,
    List<Step> steps,
    List<Problem.Finding> warnings,
    List<Stop> obstacles,
    String text) {

  /**
   * Where the environment would stop it.
   *
   * @param hook at which the resource waits until somebody clears it; null when it fails there
   */
  record Stop(String resource, @Nullable String hook, String reason) {

    static Stop of(Obstacle obstacle) {
      return new Stop(obstacle.path(), obstacle.hook().orElse(null), obstacle.reason());
    }
  }

  /** How many resources each thing happens to; {@code keep} counts those that stay as they are. */
  record Summary(long create, long update, long replace, long delete, long keep) {

    static Summary of(Plan plan) {
      return new Summary(
          plan.count(Plan.Verb.CREATE),
          plan.count(Plan.Verb.UPDATE),
          plan.count(Plan.Verb.REPLACE),
          plan.count(Plan.Verb.DELETE),
          plan.unchanged());
    }
  }

  /**
   * What happens to one resource.
   *
   * @param resource its path from the root stack down, such as {@code controller/keystone}
   * @param because the reasons, each in a few words
   * @param changes property by property
   * @param effects what is done outside, as far as it is known before
   */
  record Step(
      String resource,
      String type,
      @LowerCase Plan.Verb action,
      List<String> because,
      List<PropertyChange> changes,
      List<OutsideEffect> effects) {

    static Step of(Plan.Planned step) {
      return new Step(
          step.path(),
          step.type(),
          step.verb(),
          List.of(step.because()),
          step.changes().stream().map(PropertyChange::of).toList(),
          step.effects().stream().map(OutsideEffect::of).toList());
    }
  }

  /**
   * How one property differs. Values that must not be shown are masked.
   *
   * @param property its name; with dots for a place within
   * @param old what it was, or null
   * @param wanted what it will be, or null
   * @param known whether the new value is known before the plan is carried out
   * @param sensitive whether the values are not shown
   * @param forcesReplacement whether the resource cannot take it without being made anew
   * @param at where the new value is written
   */
  record PropertyChange(
      String property,
      @Nullable Object old,
      @JsonProperty("new") @Nullable Object wanted,
      boolean known,
      boolean sensitive,
      boolean forcesReplacement,
      @Nullable Place at) {

    static PropertyChange of(Change change) {
      boolean sensitive = is(change.before()) || is(change.after());
      return new PropertyChange(
          change.property(),
          shown(change.before()),
          shown(change.after()),
          change.after().map(Value::known).orElse(true),
          sensitive,
          change.forcesReplacement(),
          Place.of(change.at()));
    }

    private static boolean is(Optional<Value> value) {
      return value.map(Value::sensitive).orElse(false);
    }

    private static @Nullable Object shown(Optional<Value> value) {
      return value.isPresent() ? Shown.masked(value.get()) : null;
    }
  }

  /**
   * A place in a text that was sent.
   *
   * @param file the name the text was sent by
   * @param line counted from 1
   * @param column counted from 1
   */
  record Place(String file, int line, int column) {

    static @Nullable Place of(SourceSpan at) {
      return at.isSomewhere() ? new Place(at.file(), at.line(), at.column()) : null;
    }
  }

  /**
   * One thing done outside.
   *
   * @param kind what it is done to, such as {@code container}
   * @param host where; empty when it is on no host of ours
   */
  record OutsideEffect(
      @LowerCase Effect.Verb verb, String kind, String name, String host, String because) {

    static OutsideEffect of(Effect effect) {
      return new OutsideEffect(
          effect.verb(), effect.kind(), effect.name(), effect.host(), effect.because());
    }
  }

  static PlanView of(Plan plan, Map<String, String> texts) {
    return new PlanView(
        plan.stack(),
        plan.action(),
        Summary.of(plan),
        plan.steps().stream().map(Step::of).toList(),
        Problem.Finding.all(
            plan.diagnostics().stream()
                .filter(found -> found.severity() == Diagnostic.Severity.WARNING)
                .toList(),
            texts),
        plan.obstacles().stream().map(Stop::of).toList(),
        plan.toString());
  }
}

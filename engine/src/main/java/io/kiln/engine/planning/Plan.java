package io.kiln.engine.planning;

import static java.util.stream.Collectors.joining;

import io.kiln.resources.spi.Effect;
import io.kiln.templates.source.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What will happen, in an order it can happen in, each step with its reason. The text form is what
 * users are shown and what tests compare.
 *
 * @param diagnostics what the language found wrong while looking ahead
 * @param unchanged how many resources stay as they are
 * @param obstacles where it would stop or fail, since the environment says so
 */
public record Plan(
    String stack,
    Action action,
    List<Planned> steps,
    int unchanged,
    List<Diagnostic> diagnostics,
    List<Obstacle> obstacles) {

  private static final String RENAMED_FROM = "renamed from ";

  public Plan {
    steps = List.copyOf(steps);
    diagnostics = List.copyOf(diagnostics);
    obstacles = List.copyOf(obstacles);
  }

  /** A plan that nothing is in the way of. */
  public Plan(
      String stack,
      Action action,
      List<Planned> steps,
      int unchanged,
      List<Diagnostic> diagnostics) {
    this(stack, action, steps, unchanged, diagnostics, List.of());
  }

  /** The same with other findings. */
  public Plan finding(List<Diagnostic> found) {
    return new Plan(stack, action, steps, unchanged, found, obstacles);
  }

  /** What happens to a resource. */
  public enum Verb {
    CREATE("+"),
    UPDATE("~"),
    REPLACE("-/+"),
    /** It stands for a thing that was there before, which is looked at. */
    ADOPT("<"),
    /** It has another name, and is the same. */
    MOVE(">"),
    DELETE("-");

    private final String sign;

    Verb(String sign) {
      this.sign = sign;
    }

    /** As it stands at the start of a line. */
    public String sign() {
      return sign;
    }
  }

  /**
   * One step.
   *
   * @param changes for an update or a replacement: what differs
   * @param effects what is done outside, as far as it is known
   */
  public record Planned(
      String path,
      String type,
      Verb verb,
      String because,
      List<Change> changes,
      List<Effect> effects) {

    public Planned {
      changes = List.copyOf(changes);
      effects = List.copyOf(effects);
    }

    /** Of a move: the name it had. */
    public Optional<String> renamedFrom() {
      return verb == Verb.MOVE
          ? Optional.of(because.substring(RENAMED_FROM.length()))
          : Optional.empty();
    }
  }

  /** The same with what is known under another name in front. */
  public Plan after(Renamed renamed) {
    var all = new ArrayList<Planned>();
    renamed.moved().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            move ->
                all.add(
                    new Planned(
                        move.getValue().path(),
                        move.getValue().type(),
                        Verb.MOVE,
                        RENAMED_FROM + move.getKey(),
                        List.of(),
                        List.of())));
    all.addAll(steps);
    return new Plan(stack, action, all, unchanged, diagnostics, obstacles);
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  public long count(Verb verb) {
    return steps.stream().filter(step -> step.verb() == verb).count();
  }

  @Override
  public String toString() {
    String body = steps.stream().map(Plan::printed).collect(joining());
    return body
        + "Plan: %d to create, %d to update, %d to replace, %d to delete, %d unchanged.\n"
            .formatted(
                count(Verb.CREATE),
                count(Verb.UPDATE),
                count(Verb.REPLACE),
                count(Verb.DELETE),
                unchanged)
        + outside()
        + obstacles.stream().map(Plan::printed).collect(joining());
  }

  private static String printed(Obstacle obstacle) {
    return "%s: %s  %s%n"
        .formatted(
            obstacle.hook().isPresent() ? "Waits" : "Fails", obstacle.path(), obstacle.reason());
  }

  /** How many things outside are touched, by what happens to them; empty when nothing is known. */
  private String outside() {
    var counts = new TreeMap<String, Integer>();
    for (Planned step : steps) {
      for (Effect effect : step.effects()) {
        counts.merge(effect.kind() + " to " + word(effect), 1, Integer::sum);
      }
    }
    return counts.isEmpty()
        ? ""
        : counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(joining(", ", "Outside: ", ".\n"));
  }

  private static String word(Effect effect) {
    return effect.verb().name().toLowerCase(Locale.ROOT);
  }

  private static String printed(Planned step) {
    var out = new StringBuilder();
    out.append(
        "%3s %s  %s  (%s)%n"
            .formatted(step.verb().sign(), step.path(), step.type(), step.because()));
    step.changes().forEach(change -> out.append("      ").append(change).append('\n'));
    step.effects()
        .forEach(
            effect ->
                out.append(
                    "      = %s %s %s%s: %s%n"
                        .formatted(
                            word(effect),
                            effect.kind(),
                            effect.name(),
                            effect.host().isEmpty() ? "" : " on " + effect.host(),
                            effect.because())));
    return out.toString();
  }
}

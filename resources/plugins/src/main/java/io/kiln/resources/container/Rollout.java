package io.kiln.resources.container;

import io.kiln.resources.container.ServiceAttributes.ServiceContainer;
import io.kiln.resources.spi.binding.RecordBinding;
import io.kiln.resources.spi.binding.StageBinding;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a rollout has come: all that any worker needs to go on.
 *
 * @param stage the stage it is in; absent when all are behind it
 * @param round how often this stage was begun again after a passing failure
 * @param settled hosts of this stage that are done
 * @param changed whether a container was written to in this stage
 * @param notBefore milliseconds of the epoch before which this stage does not begin
 * @param containers what runs already
 */
record Rollout(
    Course course,
    Optional<Value.MapOf> stage,
    int round,
    List<String> settled,
    boolean changed,
    Optional<Long> notBefore,
    List<ServiceContainer> containers) {

  private static final RecordBinding<Rollout> BINDING = RecordBinding.of(Rollout.class);
  private static final StageBinding<Stage> STAGES = StageBinding.of(Stage.class);

  static Rollout begin(Course course, ServiceProperties wanted) {
    return at(course, course.stages(wanted).stream().findFirst(), Optional.empty(), List.of());
  }

  static Rollout read(Value checkpoint) {
    if (checkpoint instanceof Value.MapOf map) {
      return BINDING.read(map);
    }
    throw new IllegalStateException("this is not the checkpoint of a rollout");
  }

  Value.MapOf write() {
    return BINDING.write(this);
  }

  Optional<Stage> current() {
    return stage.map(STAGES::read);
  }

  /** The hosts of the stage that are not done yet. */
  List<String> open() {
    return current().map(Stage::hosts).orElse(List.of()).stream()
        .filter(host -> !settled.contains(host))
        .toList();
  }

  /** One more host of the stage is done. */
  Rollout settle(String host, Optional<ServiceContainer> container, boolean written) {
    List<String> hosts = new ArrayList<>(settled);
    hosts.add(host);
    List<ServiceContainer> all = new ArrayList<>(containers);
    container.ifPresent(all::add);
    return new Rollout(course, stage, round, hosts, changed || written, notBefore, all);
  }

  /** The same stage once more, for the hosts that are not done. */
  Rollout again() {
    return new Rollout(course, stage, round + 1, settled, changed, notBefore, containers);
  }

  /** The next stage; the pause counts between batches that changed something. */
  Rollout next(ServiceProperties wanted, Instant now) {
    List<Stage> stages = course.stages(wanted);
    Stage here = current().orElseThrow();
    int index = stages.indexOf(here) + 1;
    Optional<Stage> next =
        index < stages.size() ? Optional.of(stages.get(index)) : Optional.empty();
    boolean pause =
        changed
            && here instanceof Stage.Apply
            && next.filter(Stage.Apply.class::isInstance).isPresent()
            && wanted.rolling().pause().isPositive();
    Optional<Long> until =
        pause ? Optional.of(now.plus(wanted.rolling().pause()).toEpochMilli()) : Optional.empty();
    return at(course, next, until, containers);
  }

  private static Rollout at(
      Course course,
      Optional<Stage> stage,
      Optional<Long> notBefore,
      List<ServiceContainer> containers) {
    return new Rollout(
        course, stage.map(STAGES::write), 0, List.of(), false, notBefore, containers);
  }
}

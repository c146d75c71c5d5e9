package io.kiln.resources.core;

import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Range;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Updatable;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A resource that waits, fails or is replaced as told: for trying out stacks and engines. */
@ResourceType(
    value = "OS::Heat::TestResource",
    doc = "Waits, fails or is replaced as told; does nothing else. For tests.")
public final class TestResource
    implements Resource<TestResource.Properties, TestResource.Attributes> {

  /** How often somebody who waits for ever looks around. */
  private static final Duration FOREVER_POLL = Duration.ofMinutes(1);

  private static final String UNTIL = "until";

  /** How to behave. */
  public record Properties(
      @Doc("What the attribute output gives.") @Default("\"test_string\"") @Updatable String value,
      @Doc("Create and update fail.") @Default("false") @Updatable boolean fail,
      @Doc("A change of value means replacement.") @Default("false") @Updatable
          boolean updateReplace,
      @Doc("A change of it means replacement.") Optional<String> updateReplaceValue,
      @Doc("Seconds that create, update and delete take; -1 for ever.")
          @Default("0")
          @Range(min = -1)
          @Updatable
          BigDecimal waitSecs,
      @Doc("Seconds that each action takes, instead of wait_secs.") @Updatable
          Optional<ActionWaitSecs> actionWaitSecs,
      @Doc("Taken for Heat's sake: attributes are never waited for.")
          @Default("0")
          @Range(min = 0)
          @Updatable
          BigDecimal attrWaitSecs,
      @Doc("Taken for Heat's sake: constraints are never waited for.")
          @Default("0")
          @Range(min = 0)
          @Updatable
          BigDecimal constraintPropSecs,
      @Doc("Taken for Heat's sake.") @Default("\"\"") @Updatable String clientName,
      @Doc("Taken for Heat's sake.") @Default("\"\"") @Updatable String entityName) {

    BigDecimal seconds(Optional<BigDecimal> ofAction) {
      return ofAction.orElse(waitSecs);
    }
  }

  /** Seconds by action. */
  public record ActionWaitSecs(
      @Doc("Seconds that create takes.") @Updatable Optional<BigDecimal> create,
      @Doc("Seconds that update takes.") @Updatable Optional<BigDecimal> update,
      @Doc("Seconds that delete takes.") @Updatable Optional<BigDecimal> delete) {}

  /** What it answers. */
  public record Attributes(@Doc("The property value.") String output) {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    return settle(wanted, context, wanted.actionWaitSecs().flatMap(ActionWaitSecs::create));
  }

  @Override
  public Progress<Attributes> update(
      Existing<Properties, Attributes> existing, Properties wanted, Context context) {
    return settle(wanted, context, wanted.actionWaitSecs().flatMap(ActionWaitSecs::update));
  }

  @Override
  public boolean replaces(Properties before, Properties wanted) {
    return wanted.updateReplace() && !before.value().equals(wanted.value());
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    Properties properties = existing.properties();
    BigDecimal seconds =
        properties.seconds(properties.actionWaitSecs().flatMap(ActionWaitSecs::delete));
    return after(seconds, existing.physicalId(), context, Progress.Gone::new);
  }

  private static Progress<Attributes> settle(
      Properties wanted, Context context, Optional<BigDecimal> ofAction) {
    String physicalId = context.physicalName(255);
    if (wanted.fail()) {
      return new Progress.Failed<>(
          Optional.of(physicalId), "Test Resource failed " + ResourceName.of(context), false);
    }
    return after(
        wanted.seconds(ofAction),
        Optional.of(physicalId),
        context,
        () -> new Progress.Done<>(physicalId, new Attributes(wanted.value())));
  }

  private static Progress<Attributes> after(
      BigDecimal seconds,
      Optional<String> physicalId,
      Context context,
      Supplier<Progress<Attributes>> end) {
    if (seconds.signum() < 0) {
      return new Progress.Waiting<>(
          physicalId, Value.map(Map.of()), FOREVER_POLL, "waiting for ever, as told");
    }
    Duration wait = Duration.ofMillis(seconds.movePointRight(3).longValue());
    Instant until =
        context.checkpoint().flatMap(TestResource::until).orElse(context.now().plus(wait));
    Duration left = Duration.between(context.now(), until);
    if (!left.isPositive()) {
      return end.get();
    }
    return new Progress.Waiting<>(
        physicalId,
        Value.map(Map.of(UNTIL, Value.text(until.toString()))),
        left,
        "waiting until " + until + ", as told");
  }

  private static Optional<Instant> until(Value checkpoint) {
    return checkpoint instanceof Value.MapOf map
            && map.get(UNTIL) instanceof Value.Text(String at, _)
        ? Optional.of(Instant.parse(at))
        : Optional.empty();
  }
}

package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Handlers;
import io.kiln.engine.planning.Heard;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.ScalingGroup;
import io.kiln.engine.planning.Status;
import io.kiln.resources.spi.Adjustment;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.Signals;
import io.kiln.templates.model.ResourceRules.Hook;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a signal makes of a stack's rows. Pure, so that every store agrees; the store writes all of
 * it in one transaction, whereupon the signal cannot be lost.
 *
 * @param heard what rows were told by now, of those for which that changed
 * @param events what users hear of it, not numbered yet
 * @param goesOn whether the tree is to be gone over again
 * @param refused what the sender is told instead; the events are written all the same
 */
public record ResourceSignal(
    Map<UUID, Heard> heard,
    List<StackEvent> events,
    boolean goesOn,
    Optional<SignalRefusedException> refused) {

  /** The word by which a signal clears a hook. */
  private static final String UNSET_HOOK = "unset_hook";

  /** What somebody sends to one place in a tree. */
  public record Sent(String path, Value details) {}

  /** The rows that a signal may touch, as the store has them. */
  public interface Around {

    /** The rows at the path that the signal was sent to. */
    List<ResourceState> there();

    /** All rows of the stack, nested or not, that these lie in. */
    List<ResourceState> beside();
  }

  public ResourceSignal {
    heard = Map.copyOf(heard);
    events = List.copyOf(events);
  }

  /**
   * Hears a signal.
   *
   * @throws ResourceNotFoundException when nothing is at the path
   * @throws ActionInProgressException when the tree would have to be gone over again, and is busy
   *     with what cannot be interrupted
   */
  public static ResourceSignal of(
      StackRecord stack,
      Around around,
      Sent sent,
      Handlers handlers,
      Instant now,
      Supplier<UUID> ids) {
    List<ResourceState> there = around.there();
    if (there.isEmpty()) {
      throw new ResourceNotFoundException(sent.path(), stack.name());
    }
    if (sent.details() instanceof Value.MapOf map && map.entries().containsKey(UNSET_HOOK)) {
      return cleared(stack, there, map.get(UNSET_HOOK).toString(), now, ids);
    }
    ResourceState row =
        there.stream()
            .max(
                Comparator.comparing((ResourceState each) -> each.action() != Action.DELETE)
                    .thenComparing(ResourceState::createdAt))
            .orElseThrow();
    if (row.action() == Action.SUSPEND || row.action() == Action.DELETE) {
      String reason = "Cannot signal resource during %s".formatted(row.action());
      return new ResourceSignal(
          Map.of(),
          List.of(event(stack, row, row.action(), reason, now, ids)),
          false,
          Optional.of(SignalRefusedException.during(row.action().name())));
    }
    Optional<Signals> signals = handlers.find(row.type()).flatMap(handler -> handler.signals());
    if (row.nested() || signals.isEmpty()) {
      return refused(SignalRefusedException.unsupported());
    }
    Reception reception =
        signals.get().signal(row.properties(), row.heard().signals(), sent.details(), now);
    return switch (reception) {
      case Reception.Kept(Value.MapOf heard, String told) ->
          new ResourceSignal(
              Map.of(row.id(), row.heard().signals(heard)),
              List.of(event(stack, row, Action.SIGNAL, told(told, sent), now, ids)),
              false,
              Optional.empty());
      case Reception.Passed(Value.MapOf heard, String group, Adjustment adjustment) ->
          passed(
              stack,
              row,
              heard,
              ScalingGroup.referredTo(group, around.beside(), handlers),
              group,
              adjustment,
              List.of(event(stack, row, Action.SIGNAL, told("", sent), now, ids)),
              now);
      case Reception.Ignored _ -> new ResourceSignal(Map.of(), List.of(), false, Optional.empty());
      case Reception.Refused(String reason) ->
          refused(SignalRefusedException.content(sent.path(), reason));
    };
  }

  private static ResourceSignal passed(
      StackRecord stack,
      ResourceState policy,
      Value.MapOf heard,
      Optional<ScalingGroup> found,
      String named,
      Adjustment adjustment,
      List<StackEvent> events,
      Instant now) {
    if (found.isEmpty()) {
      return refused(
          SignalRefusedException.content(
              policy.path(),
              "Alarm %s could not find scaling group named \"%s\""
                  .formatted(policy.name(), named)));
    }
    if (stack.status() == Status.FAILED || stack.target().revision().isEmpty()) {
      return refused(
          SignalRefusedException.content(
              policy.path(),
              "the stack is %s: update it before a signal can change the size of a group"
                  .formatted(stack.state())));
    }
    ResourceState group = found.get().row();
    if (group.status() != Status.COMPLETE) {
      // As in Heat: an alarm that comes again while its group still follows the last one is late.
      return new ResourceSignal(Map.of(), List.of(), false, Optional.empty());
    }
    return switch (found.get().adjusted(adjustment, now)) {
      case Reception.Kept(Value.MapOf sized, String _) -> {
        StackChange.mustBeInterruptible(stack);
        yield new ResourceSignal(
            Map.of(
                policy.id(),
                policy.heard().signals(heard),
                group.id(),
                group.heard().signals(sized)),
            events,
            true,
            Optional.empty());
      }
      case Reception.Ignored _, Reception.Passed _ ->
          new ResourceSignal(Map.of(), List.of(), false, Optional.empty());
      case Reception.Refused(String reason) ->
          refused(SignalRefusedException.content(policy.path(), reason));
    };
  }

  private static ResourceSignal cleared(
      StackRecord stack, List<ResourceState> there, String hook, Instant now, Supplier<UUID> ids) {
    String name = there.getFirst().name();
    if (Arrays.stream(Hook.values()).noneMatch(known -> known.written().equals(hook))) {
      return refused(
          SignalRefusedException.hook("Invalid hook type \"%s\" for %s".formatted(hook, name)));
    }
    Optional<ResourceState> stopped =
        there.stream().filter(row -> row.pending().equals(Optional.of(hook))).findFirst();
    if (stopped.isEmpty()) {
      return refused(
          SignalRefusedException.hook(
              "The \"%s\" hook is not defined on %s".formatted(hook, name)));
    }
    ResourceState row = stopped.get();
    String reason = "Hook %s is cleared".formatted(hook);
    return new ResourceSignal(
        Map.of(row.id(), new Heard(row.heard().signals(), Set.of(row.stops().at()))),
        List.of(event(stack, row, row.action(), reason, now, ids)),
        false,
        Optional.empty());
  }

  private static ResourceSignal refused(SignalRefusedException why) {
    return new ResourceSignal(Map.of(), List.of(), false, Optional.of(why));
  }

  /** Heat's words for what came (heat/engine/resource.py, {@code signal}). */
  private static String told(String told, Sent sent) {
    if (!told.isEmpty()) {
      return "Signal: " + told;
    }
    return switch (sent.details()) {
      case Value.Null _ -> "No signal details provided";
      case Value.Text(String text, _) -> text;
      case Value.MapOf map
          when map.entries().keySet().containsAll(Set.of("previous", "current", "reason")) ->
          "alarm state changed from %s to %s (%s)"
              .formatted(map.get("previous"), map.get("current"), map.get("reason"));
      case Value.MapOf _, Value.ListOf _, Value.Bool _, Value.Num _, Value.Unknown _ -> "Unknown";
    };
  }

  private static StackEvent event(
      StackRecord stack,
      ResourceState row,
      Action action,
      String reason,
      Instant now,
      Supplier<UUID> ids) {
    Status status = row.status();
    return new StackEvent(
        0,
        ids.get(),
        stack.id(),
        row.path(),
        row.type(),
        row.physicalId(),
        action,
        status,
        reason,
        now);
  }
}

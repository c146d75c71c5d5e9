package io.kiln.resources.container;

import static java.util.stream.Collectors.joining;

import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.Fence;
import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.hooks.protocol.Result;
import io.kiln.resources.container.ServiceAttributes.ServiceContainer;
import io.kiln.resources.host.HostCalls;
import io.kiln.resources.host.HostCalls.Call;
import io.kiln.resources.host.HostCalls.Reply;
import io.kiln.resources.host.OperationToken;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Carries one stage of a rollout one step on: asks the hosts, and says what their answers mean. */
record RolloutStep(
    HostCalls hosts,
    ServiceSpec spec,
    Context context,
    Function<List<ServiceContainer>, Progress<ServiceAttributes>> end) {

  /** How often a stage is begun again when a host says that a failure will pass. */
  private static final int MOST_ROUNDS = 4;

  private static final Duration LOST_HOST_POLL = Duration.ofSeconds(1);

  /** For a caller without patience, so that it does not ask without a break. */
  private static final Duration LEAST_POLL = Duration.ofMillis(200);

  /** Names more hosts than this only by their number. */
  private static final int MOST_NAMED = 3;

  Progress<ServiceAttributes> take(Rollout rollout) {
    Optional<Stage> stage = rollout.current();
    if (stage.isEmpty()) {
      return end.apply(rollout.containers());
    }
    Duration early =
        Duration.between(
            context.now(), Instant.ofEpochMilli(rollout.notBefore().orElse(Long.MIN_VALUE / 2)));
    if (rollout.notBefore().isPresent() && early.isPositive()) {
      return waiting(rollout, early, "pausing before the next hosts");
    }
    return judge(rollout, stage.get(), ask(rollout, stage.get()));
  }

  private List<Reply> ask(Rollout rollout, Stage stage) {
    String key = stage.key() + "." + rollout.round();
    List<Call> calls =
        rollout.open().stream()
            .map(
                host ->
                    new Call(
                        host,
                        OperationToken.of(context, key, host),
                        stage.work(spec, context.converging())))
            .toList();
    return hosts.make(calls, new Fence(context.stack().id(), context.fence()), context.patience());
  }

  private Progress<ServiceAttributes> judge(Rollout before, Stage stage, List<Reply> replies) {
    Rollout rollout = before;
    List<String> running = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    boolean passing = true;
    for (Reply reply : replies) {
      String host = reply.call().host();
      switch (reply) {
        case Reply.Running(_, String progress) -> running.add(host + ": " + progress);
        case Reply.Lost silent -> lost.add(silent.told());
        case Reply.NoHost _ when stage instanceof Stage.Leave || stage instanceof Stage.Rest ->
            // A host that has left for good took its containers along.
            rollout = rollout.settle(host, Optional.empty(), false);
        case Reply.NoHost _ -> {
          passing = false;
          failed.add(
              "host " + host + " is not known: it has never joined, or it has left for good");
        }
        case Reply.Ended(_, OperationStatus status) -> {
          if (status.failure().isPresent()) {
            passing &= status.failure().get().retriable();
            failed.add(reason(stage, host, status.failure().get()));
          } else if (status.result().orElse(null)
                  instanceof Result.Checked(List<String> differences)
              && !differences.isEmpty()) {
            passing = false;
            failed.add(
                "%s on host %s: %s".formatted(spec.name(), host, String.join(", ", differences)));
          } else {
            rollout = settle(rollout, host, status.result());
          }
        }
      }
    }
    if (!running.isEmpty()) {
      // Also with a failure elsewhere: what is under way is let come to its end.
      running.addAll(lost);
      return waiting(
          rollout,
          context.patience().isPositive() ? Duration.ZERO : LEAST_POLL,
          stage.doing(spec) + " on " + named(running));
    }
    if (!failed.isEmpty()) {
      return failed(rollout, failed, passing);
    }
    if (!lost.isEmpty()) {
      return waiting(rollout, LOST_HOST_POLL, named(lost));
    }
    return goOn(rollout.next(spec.properties(), context.now()));
  }

  private Progress<ServiceAttributes> goOn(Rollout next) {
    if (next.current().isEmpty()) {
      return end.apply(next.containers());
    }
    return waiting(next, Duration.ZERO, next.current().get().doing(spec));
  }

  private Progress<ServiceAttributes> failed(
      Rollout rollout, List<String> reasons, boolean passing) {
    if (passing && rollout.round() + 1 < MOST_ROUNDS) {
      Duration backOff = Duration.ofSeconds(1L << rollout.round());
      return waiting(rollout.again(), backOff, "trying again after: " + named(reasons));
    }
    return new Progress.Failed<>(Optional.of(spec.name()), named(reasons), false);
  }

  private Progress<ServiceAttributes> waiting(Rollout rollout, Duration askAgainIn, String doing) {
    return new Progress.Waiting<>(Optional.of(spec.name()), rollout.write(), askAgainIn, doing);
  }

  private static Rollout settle(Rollout rollout, String host, Optional<Result> result) {
    return switch (result.orElse(null)) {
      case Result.Applied(var name, var id, var image, var imageId, var health, int written) ->
          rollout.settle(
              host,
              Optional.of(new ServiceContainer(host, name, id, image, imageId, health)),
              written > 0);
      case Result.Pulled _,
          Result.Stopped _,
          Result.Checked _,
          Result.Removed _,
          Result.Ran _,
          Result.Deployed _ ->
          rollout.settle(host, Optional.empty(), false);
      case null -> rollout.settle(host, Optional.empty(), false);
    };
  }

  private String reason(Stage stage, String host, Failure failure) {
    String said = failure.reason();
    String where = said.contains(host) ? "" : " on " + host;
    return stage.subject(spec) + where + ": " + said;
  }

  private static String named(List<String> words) {
    int more = words.size() - MOST_NAMED;
    return words.stream().limit(MOST_NAMED).collect(joining("; "))
        + (more > 0 ? "; and " + more + " more" : "");
  }
}

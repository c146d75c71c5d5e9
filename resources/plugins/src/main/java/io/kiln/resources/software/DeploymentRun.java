package io.kiln.resources.software;

import io.kiln.hooks.protocol.DeploymentItem;
import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.Fence;
import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.hooks.protocol.Result;
import io.kiln.hooks.protocol.Work;
import io.kiln.resources.host.HostCalls;
import io.kiln.resources.host.HostCalls.Call;
import io.kiln.resources.host.HostCalls.Reply;
import io.kiln.resources.host.OperationToken;
import io.kiln.resources.host.OutputTail;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Redaction;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Carries a deployment out on its host, one call at a time. A machine that no agent runs on is
 * waited for: somebody signals what came of it.
 *
 * @param heardBefore how many signals came before this step began; a checkpoint knows better
 */
record DeploymentRun(
    HostCalls hosts,
    SoftwareConfigs configs,
    Deployment deployment,
    String action,
    long heardBefore,
    Context context,
    BoardEntry entry,
    Function<DeploymentAttributes, Progress<DeploymentAttributes>> end) {

  /** Heat's words, which clients match on. */
  private static final String FAILED = "Deployment to server failed: ";

  private static final String NO_HOOK = "Heat::Ungrouped";
  private static final String ROUND = "round";
  private static final String HEARD = "heard";
  private static final int MOST_ROUNDS = 4;
  private static final Duration LOST_HOST_POLL = Duration.ofSeconds(1);

  /** A signal wakes who waits for it; this is how long one takes that nobody was woken for. */
  private static final Duration SIGNAL_POLL = Duration.ofSeconds(5);

  private static final Duration LEAST_POLL = Duration.ofMillis(200);

  Progress<DeploymentAttributes> take() {
    if (!deployment.actions().contains(action) || deployment.config().isEmpty()) {
      return end.apply(DeploymentAttributes.NOTHING_RUN);
    }
    String id = deployment.config().get();
    Optional<StoredConfig> source = configs.find(context.stack().project(), id);
    if (source.isEmpty()) {
      return refused("there is no software config with the id " + id);
    }
    if (source.get().group().equals(NO_HOOK) && deployment.awaited()) {
      return refused(
          "the software config " + id + " has no group, so no hook runs it; set group: script");
    }
    DeploymentItem item;
    try {
      item = item(source.get());
    } catch (IllegalArgumentException e) {
      return refused(String.valueOf(e.getMessage()));
    }
    if (context.checkpoint().isEmpty()) {
      entry.begin(item.id(), derived(source.get()), item.config());
    }
    return hear(ask(item), source.get());
  }

  private DeploymentItem item(StoredConfig source) {
    DerivedConfig derived = derived(source);
    String config = deployment.rendering().apply(source.config(), derived.values());
    String run = StableId.of("deployment-run", context.attemptToken() + "/" + round());
    return derived.item(run, config);
  }

  private Reply ask(DeploymentItem item) {
    String token = OperationToken.of(context, "deploy." + round(), deployment.server());
    Fence fence = new Fence(context.stack().id(), context.fence());
    return hosts
        .make(
            List.of(new Call(deployment.server(), token, new Work.Deploy(item))),
            fence,
            context.patience())
        .getFirst();
  }

  private Progress<DeploymentAttributes> hear(Reply reply, StoredConfig source) {
    return switch (reply) {
      case Reply.Running _ when !deployment.awaited() ->
          // As Heat has it: "Not waiting for outputs signal".
          end.apply(DeploymentAttributes.NOTHING_RUN);
      case Reply.Running(Call call, String progress) ->
          waiting(
              round(),
              context.patience().isPositive() ? Duration.ZERO : LEAST_POLL,
              "deploying on " + call.host() + ": " + progress);
      case Reply.Lost lost -> waiting(round(), LOST_HOST_POLL, lost.told());
      case Reply.NoHost _ when !deployment.awaited() ->
          // As in Heat: it is there for whoever asks, and nobody is waited for.
          end.apply(DeploymentAttributes.NOTHING_RUN);
      case Reply.NoHost _ when action.equals("DELETE") ->
          // As in Heat: nothing is run on a server that is gone.
          end.apply(DeploymentAttributes.NOTHING_RUN);
      case Reply.NoHost(Call call)
          when DeploymentSignals.mayCome(call.host()) && action.equals("SUSPEND") ->
          // The engine takes no signals while a resource goes to rest.
          released();
      case Reply.NoHost(Call call) when DeploymentSignals.mayCome(call.host()) ->
          signalled(call, source);
      case Reply.NoHost(Call call) ->
          failed(
              "host "
                  + call.host()
                  + " is not known: it has never joined, or it has left for good");
      case Reply.Ended(_, OperationStatus status) -> ended(status, source);
    };
  }

  private Progress<DeploymentAttributes> signalled(Call call, StoredConfig source) {
    long others = number(HEARD).map(BigDecimal::longValue).orElse(heardBefore);
    Optional<Result.Deployed> told = new DeploymentSignals(context.signalled()).after(others);
    if (told.isPresent()) {
      return ended(OperationStatus.done(call.token(), told.get()), source);
    }
    return new Progress.Waiting<>(
        Optional.of(physicalId(context)),
        Value.map(Map.of(HEARD, Value.number(others))),
        SIGNAL_POLL,
        "waiting for a signal of what came of it on server " + call.host());
  }

  private Progress<DeploymentAttributes> ended(OperationStatus status, StoredConfig source) {
    Redaction redaction = redaction(source);
    if (status.result().orElse(null) instanceof Result.Deployed deployed) {
      DeploymentAttributes attributes =
          DeploymentAttributes.of(deployed, source.outputs(), redaction);
      List<String> errors = errors(deployed, attributes, source);
      if (errors.isEmpty()) {
        entry.done(attributes);
        return end.apply(attributes);
      }
      entry.failed(redaction.apply(String.join(", ", errors)), Optional.of(attributes));
      return refused(
          redaction.apply(
              status
                  .failure()
                  .map(failure -> String.join(", ", errors) + "\n" + failure.reason())
                  .orElseGet(
                      () -> OutputTail.append(String.join(", ", errors), deployed.stderr()))));
    }
    Optional<Failure> failure = status.failure();
    if (failure.isPresent() && failure.get().retriable() && round() + 1 < MOST_ROUNDS) {
      return waiting(
          round() + 1,
          Duration.ofSeconds(1L << round()),
          "trying again after: " + redaction.apply(failure.get().reason()));
    }
    return failed(redaction.apply(failure.map(Failure::reason).orElse("the host gave no result")));
  }

  /** Heat's {@code key : text} for a bad exit and for every error output that is there. */
  private static List<String> errors(
      Result.Deployed deployed, DeploymentAttributes attributes, StoredConfig source) {
    List<String> errors = new ArrayList<>();
    if (deployed.statusCode() != 0) {
      errors.add(
          "deploy_status_code : Deployment exited with non-zero status code: "
              + deployed.statusCode());
    }
    for (StoredConfig.Output output : source.outputs()) {
      Value value = attributes.outputs().getOrDefault(output.name(), Value.nothing());
      boolean said = !(value instanceof Value.Null) && !value.equals(Value.text(""));
      if (output.errorOutput() && said) {
        errors.add(output.name() + " : " + value);
      }
    }
    return errors;
  }

  private Progress<DeploymentAttributes> released() {
    entry.released();
    return end.apply(DeploymentAttributes.NOTHING_RUN);
  }

  /** After the server was told. */
  private Progress<DeploymentAttributes> failed(String reason) {
    entry.failed(reason, Optional.empty());
    return refused(reason);
  }

  private Progress<DeploymentAttributes> refused(String reason) {
    return new Progress.Failed<>(Optional.of(physicalId(context)), FAILED + reason, false);
  }

  /** The binding knows what the deployment was given; a config brings secrets of its own. */
  private Redaction redaction(StoredConfig source) {
    List<Value> given = new ArrayList<>(derived(source).values().values());
    given.add(source.config());
    return Redaction.of(given);
  }

  private DerivedConfig derived(StoredConfig source) {
    return new DerivedConfig(source, deployment, action, context);
  }

  private Progress<DeploymentAttributes> waiting(int round, Duration askAgainIn, String doing) {
    return new Progress.Waiting<>(
        Optional.of(physicalId(context)),
        Value.map(Map.of(ROUND, Value.number(round))),
        askAgainIn,
        doing);
  }

  private int round() {
    return number(ROUND).map(BigDecimal::intValueExact).orElse(0);
  }

  private Optional<BigDecimal> number(String name) {
    return context.checkpoint().orElse(Value.nothing()) instanceof Value.MapOf left
            && left.get(name) instanceof Value.Num(var number, _)
        ? Optional.of(number)
        : Optional.empty();
  }

  static String physicalId(Context context) {
    return StableId.of("software-deployment", context.resourceId());
  }
}

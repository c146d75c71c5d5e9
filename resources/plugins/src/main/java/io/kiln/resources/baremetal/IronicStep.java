package io.kiln.resources.baremetal;

import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.binding.StageBinding;
import io.kiln.templates.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What every step of a server shares: asking Ironic, and turning its answers into progress. */
record IronicStep(Ironic ironic, ServerProperties properties, Context context) {

  private static final StageBinding<ServerStage> STAGES = StageBinding.of(ServerStage.class);

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration SLOWLY = Duration.ofSeconds(30);

  /** While Ironic itself does not answer. */
  private static final Duration UNREACHABLE_POLL = Duration.ofSeconds(2);

  /** Chosen by us, so that a repeated create finds the allocation of the first. */
  String allocation() {
    return UUID.nameUUIDFromBytes(
            ("bare-metal-allocation:" + context.resourceId()).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  String name() {
    return properties.name().orElseGet(() -> context.physicalName(255));
  }

  Optional<ServerStage> stage() {
    return context.checkpoint().map(STAGES::read);
  }

  IronicAnswer get(String path) {
    return ironic.call(Ironic.Method.GET, path, Optional.empty());
  }

  IronicAnswer node(String uuid) {
    return get("/v1/nodes/" + uuid + "?fields=" + Node.FIELDS);
  }

  /** Goes on with what came back; what went wrong is answered for the given stage. */
  Progress<ServerAttributes> then(
      IronicAnswer answer,
      ServerStage stage,
      Function<Value.MapOf, Progress<ServerAttributes>> next) {
    return switch (answer) {
      case IronicAnswer.Ok(_, Value.MapOf body) -> next.apply(body);
      case IronicAnswer.Refused refused -> refused(refused, stage);
      case IronicAnswer.Unreachable(String why) ->
          waiting(stage, UNREACHABLE_POLL, "waiting for Ironic: " + why);
    };
  }

  Progress<ServerAttributes> refused(IronicAnswer.Refused refused, ServerStage stage) {
    return switch (refused.remedy()) {
      case RETRY_SOON -> waiting(stage, SOON, "Ironic is busy: " + refused.message());
      case RETRY_SLOWLY -> waiting(stage, SLOWLY, "Ironic is busy: " + refused.message());
      case GONE, GIVE_UP -> failed("Ironic refused: " + refused.message());
    };
  }

  Progress<ServerAttributes> waiting(ServerStage stage, Duration askAgainIn, String doing) {
    return new Progress.Waiting<>(
        Optional.of(allocation()), STAGES.write(stage), askAgainIn, doing);
  }

  Progress<ServerAttributes> failed(String reason) {
    return new Progress.Failed<>(Optional.of(allocation()), reason, false);
  }
}

package io.kiln.resources.software;

import io.kiln.resources.signal.PublicAddress;
import io.kiln.resources.signal.SignalUrl;
import io.kiln.resources.spi.Context;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** What the board says of one deployment, in Heat's words. */
record BoardEntry(
    DeploymentBoard board, PublicAddress address, Deployment deployment, Context context) {

  private static final String NOT_AWAITED = "Not waiting for outputs signal";

  /** Says what is to be run. */
  void begin(String id, DerivedConfig derived, String text) {
    board.post(
        key(),
        new DeploymentBoard.Posting(
            deployment.server(),
            derived.action(),
            deployment.inputValues(),
            deployment.awaited(),
            id,
            derived.name(),
            derived.source().group(),
            derived.document(text, signalUrl()),
            context.now()));
  }

  /** Machines without an agent are told where to say what came of it. */
  private Optional<String> signalUrl() {
    return deployment.awaited() && DeploymentSignals.mayCome(deployment.server())
        ? address.base().map(base -> SignalUrl.ofHeat(address, base, SignalUrl.OF_A_WAIT, context))
        : Optional.empty();
  }

  /** Nobody waits for it any more. */
  void released() {
    end(true, NOT_AWAITED, Value.MapOf.EMPTY);
  }

  /** It succeeded. */
  void done(DeploymentAttributes attributes) {
    end(true, "Outputs received", outputs(attributes));
  }

  /** It failed. */
  void failed(String reason, Optional<DeploymentAttributes> attributes) {
    end(false, reason, attributes.map(BoardEntry::outputs).orElse(Value.MapOf.EMPTY));
  }

  private void end(boolean succeeded, String reason, Value.MapOf outputs) {
    board.end(key(), new DeploymentBoard.Outcome(succeeded, reason, outputs, context.now()));
  }

  /** There is no such deployment any more. */
  void gone() {
    board.remove(key());
  }

  private static Value.MapOf outputs(DeploymentAttributes attributes) {
    SequencedMap<String, Value> outputs = new LinkedHashMap<>(attributes.outputs());
    attributes.deployStdout().ifPresent(text -> outputs.put("deploy_stdout", Value.text(text)));
    attributes.deployStderr().ifPresent(text -> outputs.put("deploy_stderr", Value.text(text)));
    attributes
        .deployStatusCode()
        .ifPresent(code -> outputs.put("deploy_status_code", Value.number(code)));
    return Value.map(outputs);
  }

  private DeploymentBoard.Key key() {
    return new DeploymentBoard.Key(
        context.stack().project(),
        context.stack().id(),
        context.path(),
        context.fence(),
        DeploymentRun.physicalId(context));
  }
}

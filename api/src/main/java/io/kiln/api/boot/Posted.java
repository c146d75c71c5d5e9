package io.kiln.api.boot;

import io.kiln.api.software.KeptConfig;
import io.kiln.api.software.KeptDeployment;
import io.kiln.resources.software.DeploymentBoard;
import io.kiln.templates.value.Value;
import java.util.Optional;
import java.util.UUID;

/** What a stack posts for its servers, as Heat's API shows it beside what clients keep by hand. */
final class Posted {

  private Posted() {}

  static KeptConfig config(DeploymentBoard.Key key, DeploymentBoard.Posting posting) {
    return new KeptConfig(
        key.project(),
        posting.config(),
        posting.name(),
        posting.group(),
        posting.document(),
        posting.at());
  }

  static KeptDeployment deployment(DeploymentBoard.Key key, DeploymentBoard.Posting posting) {
    return new KeptDeployment(
        key.project(),
        UUID.fromString(key.id()),
        posting.server(),
        posting.config(),
        Optional.of(posting.action()),
        Optional.of(posting.awaited() ? "IN_PROGRESS" : "COMPLETE"),
        Optional.of(posting.awaited() ? "Deploy data available" : "Not waiting for outputs signal"),
        Optional.empty(),
        posting.inputValues(),
        Value.nothing(),
        posting.at(),
        Optional.empty(),
        Optional.of(new KeptDeployment.Owner(UUID.fromString(key.stack()), key.path())));
  }

  /** Heat's word for how one has ended. */
  static String status(DeploymentBoard.Outcome outcome) {
    return outcome.succeeded() ? "COMPLETE" : "FAILED";
  }
}

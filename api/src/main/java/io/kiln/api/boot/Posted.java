package io.kiln.api.boot;

import io.kiln.resources.software.DeploymentBoard;

/** Heat's words for how far a stack's deployment is. */
final class BoardWords {

  private BoardWords() {}

  static String status(DeploymentBoard.Posting posting) {
    return posting.awaited() ? "IN_PROGRESS" : "COMPLETE";
  }

  static String reason(DeploymentBoard.Posting posting) {
    return posting.awaited() ? "Deploy data available" : "Not waiting for outputs signal";
  }

  static String status(DeploymentBoard.Outcome outcome) {
    return outcome.succeeded() ? "COMPLETE" : "FAILED";
  }
}

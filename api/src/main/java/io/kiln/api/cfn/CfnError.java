package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.cfn.wire.Refused;
import io.kiln.api.cfn.wire.Xml;
import io.kiln.api.heat.HeatError;
import io.kiln.api.http.Refusal;
import java.util.Set;

/**
 * A refusal in the words of AWS's query protocol.
 *
 * @param status of the answer
 * @param code AWS's name for the kind of error
 */
public record CfnError(int status, String code, String message) {

  /** Refusals that were AWS's from the start keep their names. */
  private static final Set<String> OWN =
      Set.of(
          Refused.VALIDATION,
          "AccessDenied",
          "AlreadyExistsException",
          "ChangeSetNotFound",
          "IncompleteSignature",
          "InsufficientCapabilitiesException",
          "InvalidAction",
          "InvalidChangeSetStatus",
          "InvalidClientTokenId",
          "LimitExceededException",
          "MissingAuthenticationToken",
          "RequestExpired",
          "SignatureDoesNotMatch",
          "TokenAlreadyExistsException");

  /** Puts a refusal into these words; every finding in a template with its place. */
  public static CfnError of(Refusal refusal) {
    String message = HeatError.of(refusal).error().message();
    if (OWN.contains(refusal.type())) {
      return new CfnError(refusal.status(), refusal.type(), message);
    }
    return switch (refusal.status()) {
      case 401 -> new CfnError(401, "MissingAuthenticationToken", message);
      case 403 -> new CfnError(403, "AccessDenied", message);
      case 429 -> new CfnError(400, "Throttling", message);
      case 503 -> new CfnError(503, "ServiceUnavailable", message);
      default ->
          refusal.status() >= 500
              ? new CfnError(500, "InternalFailure", message)
              : refusal.type().equals("StackExists")
                  ? new CfnError(400, "AlreadyExistsException", message)
                  : new CfnError(400, Refused.VALIDATION, message);
    };
  }

  /** The body of the answer. */
  public byte[] body(String requestId) {
    return Xml.error(
        new Fields()
            .text("Type", status < 500 ? "Sender" : "Receiver")
            .text("Code", code)
            .text("Message", message),
        requestId);
  }
}

package io.kiln.resources.baremetal;

import io.kiln.templates.value.Value;

/** What came of a call to Ironic. */
public sealed interface IronicAnswer {

  /** Done or accepted; the body is an empty map when there is none. */
  record Ok(int status, Value.MapOf body) implements IronicAnswer {}

  /** Refused with its words. */
  record Refused(int status, String message) implements IronicAnswer {

    /** What to do about it. */
    Remedy remedy() {
      return Remedy.of(status, message);
    }
  }

  /** No answer: whether it got the call is not known. */
  record Unreachable(String why) implements IronicAnswer {}

  /** What a refusal calls for; statuses and texts as Ironic 21.4 has them. */
  enum Remedy {
    /** Something holds the node for a moment. */
    RETRY_SOON,
    /** As many operations as allowed are under way. */
    RETRY_SLOWLY,
    /** It does not exist. */
    GONE,
    /** The same call will not succeed. */
    GIVE_UP;

    static Remedy of(int status, String message) {
      return switch (status) {
        case 404 -> GONE;
        case 409 ->
            message.contains("is locked by host")
                    || message.contains("while a state transition is in progress")
                ? RETRY_SOON
                : GIVE_UP;
        case 502, 503, 504 -> RETRY_SOON;
        // A plain 500 up to 2023.1, 503 later.
        case 500 -> message.contains("concurrent action limit") ? RETRY_SLOWLY : GIVE_UP;
        case 400 ->
            // For a moment after it was started.
            message.contains("No conductor service registered") ? RETRY_SLOWLY : GIVE_UP;
        default -> GIVE_UP;
      };
    }
  }
}

package io.kiln.hooks.protocol;

/**
 * Why an operation failed.
 *
 * @param cause for programs
 * @param reason for people: what, where, why, what to do; never holds a secret
 * @param retriable whether the same work, under a new token, may well succeed later without any
 *     change by a person
 */
public record Failure(Cause cause, String reason, boolean retriable) {

  /** The kinds of failure a caller may want to tell apart. */
  public enum Cause {
    /** A newer worker acts for this tree; the caller has lost its claim and must stop. */
    STALE,
    /** Newer work for the same container came in while this one was waiting. */
    SUPERSEDED,
    /** The work is not well-formed, or its token was used for other work before. */
    INVALID,
    /** The policy of the host forbids it. */
    POLICY,
    /** The image is not there and could not be pulled. */
    IMAGE,
    /** Something that is not ours stands in the way, such as a foreign container of that name. */
    CONFLICT,
    /** The container ended while it was expected to run. */
    EXITED,
    /** The container runs but did not become healthy in time. */
    UNHEALTHY,
    /** A command ended with a code that does not mean success. */
    EXIT_CODE,
    /** A command did not end in time and was killed. */
    TIMEOUT,
    /** There is no container to run the command in, or no hook for the group. */
    MISSING,
    /** The container engine refused; the reason holds its words. */
    ENGINE,
    /** A fault of the agent or of its host, such as a full disk. */
    AGENT
  }
}

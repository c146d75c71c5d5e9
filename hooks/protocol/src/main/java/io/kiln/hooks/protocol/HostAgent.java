package io.kiln.hooks.protocol;

import java.time.Duration;
import java.util.Optional;

/**
 * The port through which a worker gets work done on one host.
 *
 * <p>An operation is handed over once and then asked about. Handing it over again with the same
 * token is always safe: the agent answers with what it has recorded under that token, so a worker
 * that crashed between the call and its own commit repeats the call and nothing happens twice.
 *
 * <p>Implemented in-process by the agent itself and over HTTP by {@link HttpHostAgent}.
 */
public interface HostAgent {

  /**
   * Hands an operation to the host and returns at once.
   *
   * <p>A token that is known already answers with its recorded status (also a failed one: a retry
   * that shall really happen again needs a new token). A repeat must carry the same work. An
   * operation with an older fence than the host has seen for the same tree is refused: the status
   * is {@code FAILED} with cause {@link Failure.Cause#STALE}.
   *
   * @throws HostUnreachableException if the host did not take the call; nothing is known about it
   *     then, and the call has to be repeated with the same token
   */
  OperationStatus submit(Operation operation);

  /**
   * Waits until the operation is final or its progress text changes, at most {@code patience}.
   *
   * @param patience at most {@link #LONGEST_WAIT}; longer is cut down to it
   * @throws UnknownOperationException if the host has no record of the token: it never arrived, or
   *     it was finished so long ago that the record is gone
   * @throws HostUnreachableException if the host did not answer
   */
  OperationStatus await(String token, Duration patience);

  /**
   * What the host says about itself.
   *
   * @throws HostUnreachableException if the host did not answer
   */
  HostStatus status();

  /**
   * How the container of a spec really is. A look and nothing more: it needs no fence, leaves no
   * record, and what is under way does not hear of it.
   *
   * @throws HostUnreachableException if the host, or its container engine, did not answer
   */
  LiveContainer observe(ContainerSpec spec);

  /**
   * Any container of the host, ours or not, by id or name; empty if there is none.
   *
   * @throws HostUnreachableException if the host, or its container engine, did not answer
   */
  Optional<ObservedContainer> find(String idOrName);

  /** No single wait is longer, so that a lost peer is noticed and proxies do not cut the call. */
  Duration LONGEST_WAIT = Duration.ofSeconds(60);
}

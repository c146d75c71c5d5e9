package io.kiln.api.v2;

import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.StackRecord;

/**
 * An event as it is streamed.
 *
 * @param seq its place in the stack's order: what {@code Last-Event-ID} resumes after
 * @param resource the resource's path, empty for the stack itself
 * @param stackStatus the stack's status when this was sent
 */
record EventMessage(
    long seq,
    String time,
    String resource,
    String type,
    String status,
    String reason,
    String stackStatus) {

  static EventMessage of(StackEvent event, StackRecord stack) {
    return new EventMessage(
        event.sequence(),
        event.at().toString(),
        event.path(),
        event.resourceType(),
        "%s_%s".formatted(event.action(), event.status()),
        event.reason(),
        status(stack));
  }

  static String status(StackRecord stack) {
    return "%s_%s".formatted(stack.action(), stack.status());
  }

  /**
   * What lies between two events is no longer kept.
   *
   * @param after the last event before it; 0 when there is none
   * @param next the first one that is kept
   */
  record Gap(long after, long next) {}

  /** The last message of a stream: how it ended. */
  record Settled(String stack, String id, String stackStatus, String reason) {

    static Settled of(StackRecord stack) {
      return new Settled(stack.name(), stack.id().toString(), status(stack), stack.statusReason());
    }
  }
}

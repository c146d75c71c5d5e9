package io.kiln.api.v2;

import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.StackRecord;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * An event as it is streamed.
 *
 * @param seq its place in the stack's order: what {@code Last-Event-ID} resumes after
 * @param time when it happened
 * @param resource the resource's path, empty for the stack itself
 * @param type the resource's type
 * @param status what happened and how far it came, such as {@code CREATE_COMPLETE}
 * @param stackStatus the stack's status when this was sent
 */
record EventMessage(
    long seq,
    Instant time,
    String resource,
    String type,
    @Schema(pattern = EventMessage.STATUS) String status,
    String reason,
    @Schema(pattern = EventMessage.STATUS) String stackStatus) {

  /** An action and how far it came. */
  static final String STATUS = "^[A-Z]+_(IN_PROGRESS|COMPLETE|FAILED)$";

  static EventMessage of(StackEvent event, StackRecord stack) {
    return new EventMessage(
        event.sequence(),
        event.at(),
        event.path(),
        event.resourceType(),
        event.state(),
        event.reason(),
        stack.state());
  }

  /**
   * What lies between two events is no longer kept.
   *
   * @param after the last event before it; 0 when there is none
   * @param next the first one that is kept
   */
  record Gap(long after, long next) {}

  /**
   * The last message of a stream: how it ended.
   *
   * @param stack the stack's name
   * @param id the stack's id
   */
  record Settled(
      String stack,
      @Schema(format = "uuid") String id,
      @Schema(pattern = STATUS) String stackStatus,
      String reason) {

    static Settled of(StackRecord stack) {
      return new Settled(stack.name(), stack.id().toString(), stack.state(), stack.statusReason());
    }
  }
}

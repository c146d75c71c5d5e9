package io.kiln.simulation.fleet;

import java.time.Instant;

/** A request that an agent has accepted. */
final class Operation {
  final Request request;
  final Instant due;
  private Reply reply = new Reply.Running();

  Operation(Request request, Instant due) {
    this.request = request;
    this.due = due;
  }

  Reply reply() {
    return reply;
  }

  void end(Reply with) {
    reply = with;
  }

  boolean underWay() {
    return reply instanceof Reply.Running;
  }
}

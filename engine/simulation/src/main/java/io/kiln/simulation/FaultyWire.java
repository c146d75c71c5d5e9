package io.kiln.simulation;

import io.kiln.simulation.fleet.Agent;
import io.kiln.simulation.fleet.Reply;
import io.kiln.simulation.fleet.Request;
import io.kiln.simulation.fleet.Wire;

/** The way to the hosts: every question and every answer may get lost, doubled or delayed. */
final class FaultyWire implements Wire {
  private final World world;

  FaultyWire(World world) {
    this.world = world;
  }

  @Override
  public Reply ask(Request request, boolean taken) {
    if (world.isAway(request.host())) {
      return new Reply.Silence();
    }
    Faults.AtWire fault = world.faults.atWire();
    if (fault != Faults.AtWire.NOTHING) {
      world.story.tell(
          () -> "fault: %s of %s to %s".formatted(fault, said(request), request.host()));
    }
    return switch (fault) {
      case NOTHING -> delivered(request, taken);
      case LOST -> new Reply.Silence();
      case ANSWER_LOST -> {
        delivered(request, taken);
        yield new Reply.Silence();
      }
      case TWICE -> {
        delivered(request, taken);
        yield delivered(request, taken);
      }
      case LATE -> {
        if (!taken) {
          world.late.add(new World.Late(request, world.watch.caller()));
        }
        yield new Reply.Silence();
      }
    };
  }

  private Reply delivered(Request request, boolean taken) {
    Agent agent = world.fleet.agent(request.host());
    Reply reply = taken ? agent.await(request.token()) : agent.submit(request, world.now());
    world.story.tell(() -> "%s: %s -> %s".formatted(request.host(), said(request), reply));
    return reply;
  }

  static String said(Request request) {
    return "%s %s (row %s, fence %d)"
        .formatted(
            request.kind(), request.path(), request.resource().substring(0, 8), request.fence());
  }
}

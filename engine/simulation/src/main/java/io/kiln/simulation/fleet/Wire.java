package io.kiln.simulation.fleet;

/** The way from a worker to the agents. */
@FunctionalInterface
public interface Wire {

  /**
   * Asks the agent of the request's host.
   *
   * @param taken whether the agent has said before that it took it: then it is only asked how far
   */
  Reply ask(Request request, boolean taken);
}

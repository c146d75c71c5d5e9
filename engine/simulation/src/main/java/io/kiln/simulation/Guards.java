package io.kiln.simulation;

/**
 * What keeps the engine right when all goes wrong. A simulation without one of them has to show a
 * violation, or it would not be worth much.
 *
 * @param fenceAtStore the store refuses what an overtaken worker writes
 * @param fenceAtAgent an agent refuses what an overtaken worker asks
 * @param tokens an agent looks up whether it was asked the same before, before it begins
 * @param order a resource waits for what it requires
 */
public record Guards(boolean fenceAtStore, boolean fenceAtAgent, boolean tokens, boolean order) {

  /** As it is. */
  public static final Guards ALL = new Guards(true, true, true, true);
}

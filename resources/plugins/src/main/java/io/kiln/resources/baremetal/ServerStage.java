package io.kiln.resources.baremetal;

/**
 * How far a server has come: a checkpoint. Each stage is written down before the call to Ironic
 * that it is named for, so that whoever goes on knows what may have been asked already.
 */
sealed interface ServerStage {

  /**
   * Having an allocation.
   *
   * @param rebuild a node that is active already is to be deployed anew
   */
  record Allocating(boolean rebuild, int polls) implements ServerStage {}

  /**
   * Telling the node what to carry, and to deploy it.
   *
   * @param seen when the node's state last changed before: a later time says that it was told
   * @param round how often deployment was begun again after Ironic itself had been restarted
   */
  record Ordering(String node, String seen, boolean rebuild, int round) implements ServerStage {}

  /** Waiting for the node to become active. */
  record Deploying(String node, int polls, int round) implements ServerStage {}

  /** Giving the node or the allocation back. */
  record Releasing(int polls) implements ServerStage {}

  /** Waiting for the node to be clean. */
  record Undeploying(String node, int polls) implements ServerStage {}
}

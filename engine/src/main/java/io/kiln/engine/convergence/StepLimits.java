package io.kiln.engine.convergence;

/**
 * How much one worker has at work at once. A step counts from its first call until it has ended,
 * but for those that only wait; see {@link StepSlots}.
 *
 * @param trees stack trees driven at once: each is a graph in memory
 * @param steps of all trees together: each has a thread and a request under way
 * @param ofTree of one tree, so that a large one leaves room for others
 * @param ofType of one resource type, which is what stands before one and the same service
 * @param onHost at one host; its agent has limits of its own for what its engine gets
 */
public record StepLimits(int trees, int steps, int ofTree, int ofType, int onHost) {

  /** Never in the way of a few hosts, and no more than two processors can follow. */
  public static final StepLimits DEFAULT = new StepLimits(96, 4_000, 2_000, 1_000, 128);

  public StepLimits {
    if (Math.min(Math.min(trees, steps), Math.min(ofTree, Math.min(ofType, onHost))) < 1) {
      throw new IllegalArgumentException("a limit below 1 would let nothing happen");
    }
  }
}

package io.kiln.engine.convergence;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The store's side of drift: looks that are asked for, taken by a worker and ended. */
public interface Drifts {

  /**
   * Asks for a look, unless one is under way already; what the last one found is shown until it
   * ends.
   *
   * @return the look that is under way then
   * @throws ActionInProgressException while the stack is IN_PROGRESS
   * @throws StackNotFoundException when it is gone
   */
  DriftLook begin(UUID stack);

  /** The last look at a stack; empty when there was none. */
  Optional<DriftLook> look(UUID stack);

  /** What the last look that ended well found, by path. */
  List<ResourceDrift> found(UUID stack);

  /**
   * Takes a look that nobody is at; when there is none, begins the one that is due for longest.
   *
   * @param every how old the last look at a stack may be; empty when none is due by itself
   */
  Optional<DriftTask> claim(String worker, Duration lease, Optional<Duration> every);

  /** Keeps a look for longer; false when another worker has taken it. */
  boolean renew(DriftTask task, Duration lease);

  /**
   * Stores what was found, with its events, and starts a repair where findings say so. A stack that
   * was changed meanwhile keeps what was found before, and the look has failed.
   *
   * @return the look as it ended; empty when another worker has taken it
   */
  Optional<DriftLook> end(DriftTask task, DriftFindings findings);

  /** Says of a look whose stack was changed meanwhile what came of it. */
  String CHANGED = "the stack was changed meanwhile; look again";
}

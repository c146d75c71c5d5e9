package io.kiln.hooks.agent;

import io.kiln.hooks.protocol.Work;

/** Which newer work makes older work for the same container pointless. */
final class Superseding {

  private Superseding() {}

  /**
   * An apply and a stop take the place of either, a one-shot of the same one-shot, and a removal of
   * everything. An apply does not cut a one-shot short: half a database migration helps nobody.
   */
  static boolean supersedes(Work newer, Work older) {
    return switch (newer) {
      case Work.ApplyContainer apply -> runs(older, apply.spec().identity().key());
      case Work.RepairContainer repair -> runs(older, repair.spec().identity().key());
      case Work.StopContainer stop -> runs(older, stop.identity().key());
      case Work.CheckContainer check -> false;
      case Work.RunOnce run ->
          older instanceof Work.RunOnce before
              && before.shot().equals(run.shot())
              && before.container().identity().key().equals(run.container().identity().key());
      case Work.RemoveContainer remove -> key(older).equals(remove.identity().key());
      case Work.PullImage pull -> false;
      case Work.ExecIn exec -> false;
      case Work.Deploy deploy -> false;
    };
  }

  /** Whether work decides if a container runs. */
  private static boolean runs(Work older, String key) {
    return (older instanceof Work.ApplyContainer
            || older instanceof Work.RepairContainer
            || older instanceof Work.StopContainer)
        && key(older).equals(key);
  }

  /** The container that work is about; empty if it is about none. */
  static String key(Work work) {
    return switch (work) {
      case Work.ApplyContainer apply -> apply.spec().identity().key();
      case Work.RepairContainer repair -> repair.spec().identity().key();
      case Work.StopContainer stop -> stop.identity().key();
      case Work.CheckContainer check -> check.spec().identity().key();
      case Work.RunOnce run -> run.container().identity().key();
      case Work.RemoveContainer remove -> remove.identity().key();
      case Work.ExecIn exec -> exec.identity().key();
      case Work.PullImage pull -> "";
      case Work.Deploy deploy -> "";
    };
  }
}

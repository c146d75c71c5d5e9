package io.kiln.hooks.agent;

import io.kiln.hooks.protocol.Work;

/** Which newer work makes older work for the same container pointless. */
final class Superseding {

  private Superseding() {}

  /**
   * An apply takes the place of an apply, a one-shot of the same one-shot, and a removal of
   * everything. An apply does not cut a one-shot short: half a database migration helps nobody.
   */
  static boolean supersedes(Work newer, Work older) {
    return switch (newer) {
      case Work.ApplyContainer apply ->
          older instanceof Work.ApplyContainer before
              && before.spec().identity().key().equals(apply.spec().identity().key());
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

  /** The container that work is about; empty if it is about none. */
  static String key(Work work) {
    return switch (work) {
      case Work.ApplyContainer apply -> apply.spec().identity().key();
      case Work.RunOnce run -> run.container().identity().key();
      case Work.RemoveContainer remove -> remove.identity().key();
      case Work.ExecIn exec -> exec.identity().key();
      case Work.PullImage pull -> "";
      case Work.Deploy deploy -> "";
    };
  }
}

package io.kiln.resources.software;

import io.kiln.templates.value.Value;
import java.time.Instant;

/**
 * The port to where deployments stand for whoever asks Heat's API about them: a server for what it
 * is to run, people for what came of it. Whatever is said here may be said again; from a worker
 * whose fence is past it is not heard.
 */
public interface DeploymentBoard {

  /** Where nobody asks. */
  DeploymentBoard NOBODY_ASKS =
      new DeploymentBoard() {
        @Override
        public void post(Key key, Posting posting) {}

        @Override
        public void end(Key key, Outcome outcome) {}

        @Override
        public void remove(Key key) {}
      };

  /** Says what a server is to run, in place of what was said of the same deployment before. */
  void post(Key key, Posting posting);

  /** Says what came of it; nothing when it was never posted. */
  void end(Key key, Outcome outcome);

  /** Forgets it with its config; it is no error if there is none. */
  void remove(Key key);

  /**
   * Which deployment is meant, and by whom.
   *
   * @param stack the UUID of the tree's root
   * @param path of the resource in the tree
   * @param fence of the worker that says so
   * @param id a UUID: what {@code get_resource} yields for it
   */
  record Key(String project, String stack, String path, long fence, String id) {}

  /**
   * What is to be run.
   *
   * @param inputValues what the template gives, by the names of inputs
   * @param awaited whether somebody waits for the server to say what came of it
   * @param config the UUID of the derived config: another one for each run
   * @param document its {@code config}, {@code inputs} with values, {@code outputs}, {@code
   *     options}
   */
  record Posting(
      String server,
      String action,
      Value.MapOf inputValues,
      boolean awaited,
      String config,
      String name,
      String group,
      Value.MapOf document,
      Instant at) {

    /** Leaves out the values: they may be secret. */
    @Override
    public String toString() {
      return "Posting[%s, %s on %s]".formatted(config, action, server);
    }
  }

  /**
   * What came of it.
   *
   * @param outputs by their names, with what the program wrote and the code it ended with
   */
  record Outcome(boolean succeeded, String reason, Value.MapOf outputs, Instant at) {

    /** Leaves out the values: they may be secret. */
    @Override
    public String toString() {
      return "Outcome[%s, %s]".formatted(succeeded ? "succeeded" : "failed", reason);
    }
  }
}

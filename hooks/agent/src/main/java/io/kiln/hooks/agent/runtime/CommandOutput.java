package io.kiln.hooks.agent.runtime;

/** What a command wrote and how it ended. */
public record CommandOutput(int exitCode, String stdout, String stderr) {

  /** Both streams one after the other, for people. */
  public String both() {
    return (stdout.stripTrailing() + "\n" + stderr.stripTrailing()).strip();
  }
}

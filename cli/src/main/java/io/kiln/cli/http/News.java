package io.kiln.cli.http;

/** What comes out of watching a stack. */
public sealed interface News {
  record Happened(StackEvent event) implements News {}

  /** The stack rests; nothing more will happen to it by itself. */
  record Settled(String status, String reason) implements News {}

  /** There is no such stack any more. */
  record Gone() implements News {}

  /** The server went away; it is being asked again. */
  record Interrupted(String why) implements News {}

  /** Watching ended for good. */
  record Broken(RuntimeException cause) implements News {}
}

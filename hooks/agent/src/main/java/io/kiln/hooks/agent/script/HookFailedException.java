package io.kiln.hooks.agent.script;

/** A hook could not be run, or what it was given cannot be handed to it. */
public final class HookFailedException extends RuntimeException {

  HookFailedException(String message) {
    super(message);
  }
}

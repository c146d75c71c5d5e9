package io.kiln.hooks.agent.plan;

import io.kiln.hooks.protocol.ObservedContainer;
import java.util.List;

/**
 * One thing to do on the engine. Copying files, starting and waiting are about the plan's current
 * container: the one that was there, or the one that a step before has created or put back.
 */
public sealed interface Step {

  /** Fetches the image. */
  record Pull(String image, String because) implements Step {}

  /** Kills and removes a container. */
  record Remove(ObservedContainer container, String because) implements Step {}

  /** Stops a container in its own way. */
  record Stop(ObservedContainer container) implements Step {}

  /** Gives a stopped container a name out of the way, so that it can be put back. */
  record SetAside(ObservedContainer container, String aside) implements Step {}

  /** Gives a container that was set aside its name again. */
  record PutBack(ObservedContainer container, String name) implements Step {}

  /** Makes the wanted container. */
  record Create(String name) implements Step {}

  /** Writes these files, by path. */
  record CopyFiles(List<String> paths) implements Step {

    public CopyFiles {
      paths = List.copyOf(paths);
    }
  }

  /** Starts it. */
  record Start(String name, String because) implements Step {}

  /** Waits until it does its work. */
  record AwaitHealthy(String name) implements Step {}

  /** One line for people, with the reason where the step alone does not give it. */
  default String print() {
    return switch (this) {
      case Pull pull -> "pull %s because %s".formatted(pull.image, pull.because);
      case Remove remove ->
          "remove %s because %s".formatted(show(remove.container), remove.because);
      case Stop stop -> "stop " + show(stop.container);
      case SetAside set -> "set aside %s as %s".formatted(show(set.container), set.aside);
      case PutBack put -> "put back %s as %s".formatted(show(put.container), put.name);
      case Create create -> "create " + create.name;
      case CopyFiles copy -> "copy " + String.join(", ", copy.paths);
      case Start start -> "start %s because %s".formatted(start.name, start.because);
      case AwaitHealthy await -> "wait for " + await.name;
    };
  }

  private static String show(ObservedContainer container) {
    return "%s (%s)".formatted(container.name(), ContainerPlanner.shortId(container.id()));
  }
}

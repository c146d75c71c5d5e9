package io.kiln.hooks.agent.runtime;

import io.kiln.hooks.protocol.ConfigFile;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.Identity;
import io.kiln.hooks.protocol.ObservedContainer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * The container engine of a host.
 *
 * <p>Every call has a deadline. Every call may throw {@link EngineUnavailableException}, after
 * which it is not known whether the engine did what it was asked; the caller looks again. {@link
 * EngineRefusedException} means that the engine understood and did not do it.
 */
public interface ContainerRuntime extends AutoCloseable {

  /** What the engine says about itself. */
  EngineInfo info();

  /** All containers of ours, running or not. */
  List<ObservedContainer> ours();

  /** The containers of one identity, its one-shots and those put aside among them. */
  List<ObservedContainer> of(Identity identity);

  /** A closer look at one container, ours or not, by id or name; empty if there is none. */
  Optional<Look> look(String idOrName);

  /**
   * What a container really has of the settings that a spec asks for, in the form of {@link
   * SpecSettings}; what it does not have is left out. Empty if there is no such container.
   */
  Optional<Map<String, JsonNode>> settings(String id, ContainerSpec wanted);

  /** The id of an image on this host; empty if it is not here. */
  Optional<String> imageId(String image);

  /**
   * Fetches an image and returns its id.
   *
   * @param progress gets short texts for people
   * @throws EngineRefusedException with the engine's words if it cannot be had
   */
  String pull(String image, Consumer<String> progress);

  /** Makes a container with its named volumes, does not start it, and returns its id. */
  String create(Creation creation);

  /** Writes files into a container that does not run. */
  void copyFiles(String id, List<ConfigFile> files);

  /** Starts a container; one that runs already is left alone, a paused one goes on. */
  void start(String id);

  /** Stops a container with its own signal and grace; one that does not run is left alone. */
  void stop(String id);

  /** Gives a container another name. */
  void rename(String id, String name);

  /** Kills and removes a container with its anonymous volumes; one that is gone is fine. */
  void remove(String id);

  /** Waits for the end of a container; empty if it still runs when {@code patience} has run out. */
  OptionalInt awaitExit(String id, Duration patience);

  /**
   * The end of what a container has written.
   *
   * @param lines at most so many of each stream; 0 for all that fits
   */
  CommandOutput logs(String id, int lines);

  /** Prepares a command in a running container and returns the id of this exec. */
  String prepareExec(
      String id, List<String> command, Optional<String> user, Map<String, String> env);

  /**
   * Runs a prepared command to its end. One that was started before is only waited for; what it
   * wrote is lost then.
   *
   * @return empty if it had to be killed after {@code timeout}
   */
  Optional<CommandOutput> runExec(String execId, Duration timeout);

  /** The engine still knows this exec. */
  boolean knowsExec(String execId);

  /** The names of the volumes labelled with an identity. */
  List<String> volumes(Identity identity);

  /** Removes a volume; one that is gone is fine. */
  void removeVolume(String name);

  @Override
  void close();
}

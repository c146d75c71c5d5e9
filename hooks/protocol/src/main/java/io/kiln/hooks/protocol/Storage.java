package io.kiln.hooks.protocol;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a container sees of the host's storage.
 *
 * @param volumes {@code source:destination[:options]}; an absolute source is a path on the host,
 *     any other a named volume; options are ro, rw, z, Z, shared, slave, joined with commas
 * @param volumesFrom names of containers whose volumes are mounted as well
 * @param tmpfs {@code path[:options]}
 * @param devices {@code host path[:path in the container[:rwm]]}
 * @param readOnly the container's own file system cannot be written
 * @param shmBytes size of /dev/shm; absent means the engine's default
 */
public record Storage(
    List<String> volumes,
    List<String> volumesFrom,
    List<String> tmpfs,
    List<String> devices,
    boolean readOnly,
    OptionalLong shmBytes) {

  /** Nothing but the image. */
  public static final Storage NONE =
      new Storage(List.of(), List.of(), List.of(), List.of(), false, OptionalLong.empty());

  public Storage {
    volumes = List.copyOf(volumes);
    volumesFrom = List.copyOf(volumesFrom);
    tmpfs = List.copyOf(tmpfs);
    devices = List.copyOf(devices);
    volumes.forEach(VolumeMount::parse);
  }

  /** Just these volumes. */
  public static Storage of(List<String> volumes) {
    return new Storage(volumes, List.of(), List.of(), List.of(), false, OptionalLong.empty());
  }
}

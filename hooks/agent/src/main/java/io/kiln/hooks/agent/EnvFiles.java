package io.kiln.hooks.agent;

import io.kiln.hooks.protocol.ContainerProcess;
import io.kiln.hooks.protocol.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The whole environment of a container.
 *
 * @param env of the files, then of the spec, which wins
 * @param filesHash digest of what the files gave; empty without files
 */
record EnvFiles(Map<String, String> env, String filesHash) {

  /** Far more than any environment a kernel takes. */
  private static final long LARGEST = 1 << 20;

  /**
   * Reads {@code KEY=VALUE} lines as Docker does: no quotes, no expansion; blank lines and lines
   * that begin with # are passed over.
   *
   * @throws WorkFailedException if a file cannot be read
   */
  static EnvFiles read(ContainerProcess process) {
    if (process.envFiles().isEmpty()) {
      return new EnvFiles(process.env(), "");
    }
    Map<String, String> env = new TreeMap<>();
    for (String file : process.envFiles()) {
      for (String line : lines(file)) {
        int equals = line.indexOf('=');
        if (!line.isBlank() && !line.startsWith("#") && equals > 0) {
          env.put(line.substring(0, equals).strip(), line.substring(equals + 1));
        }
      }
    }
    String hash = DurableFile.digest(env.toString());
    env.putAll(process.env());
    return new EnvFiles(Map.copyOf(env), hash);
  }

  private static List<String> lines(String file) {
    Path path = Path.of(file);
    try {
      if (!path.isAbsolute() || Files.size(path) > LARGEST) {
        throw new WorkFailedException(
            Failure.Cause.INVALID,
            "env_file " + file + ": an absolute path to a file of at most 1 MiB is needed");
      }
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new WorkFailedException(
          Failure.Cause.INVALID,
          "env_file %s cannot be read on this host: %s".formatted(file, e.toString()));
    }
  }
}

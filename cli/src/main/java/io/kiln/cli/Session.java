package io.kiln.cli;

import io.kiln.cli.http.Credentials;
import io.kiln.cli.text.Terminal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.ObjectMapper;

/**
 * What a command is run with. Nothing reads the process's own environment or streams but {@link
 * Kiln}.
 *
 * @param directory the folder that relative paths start from
 */
record Session(
    Map<String, String> environment, Path directory, Terminal terminal, ObjectMapper json) {
  /** Who asks, as the environment says it. */
  Credentials credentials() {
    var cacert = variable("OS_CACERT");
    return Credentials.of(
        "",
        cacert.isBlank() ? Optional.empty() : Optional.of(directory.resolve(cacert)),
        environment);
  }

  String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}

package io.kiln.cli;

import io.kiln.cli.text.Terminal;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;

/**
 * What a command is run with. Nothing reads the process's own environment or streams but {@link
 * Kiln}.
 *
 * @param directory the folder that relative paths start from
 */
record Session(
    Map<String, String> environment, Path directory, Terminal terminal, ObjectMapper json) {
  String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}

package io.kiln.cli;

import io.kiln.cli.text.Terminal;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** The command line's way in. */
public final class Kiln {
  private Kiln() {}

  public static void main(String[] arguments) {
    var environment = System.getenv();
    var terminal = Terminal.ofProcess(environment);
    var session =
        new Session(environment, Path.of("").toAbsolutePath(), terminal, JsonMapper.shared());
    var code = Verbs.commandLine(session).execute(arguments);
    terminal.out().flush();
    System.exit(code);
  }
}

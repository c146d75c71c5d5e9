package io.kiln.cli;

import io.kiln.cli.text.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** One run of the command line inside the test: what it printed and how it ended. */
record Run(int exit, String out, String err) {
  static Run of(Path directory, Map<String, String> environment, String... arguments) {
    return of(directory, environment, "", false, arguments);
  }

  /**
   * @param answers what a person types; a person is there only when {@code interactive}
   */
  static Run of(
      Path directory,
      Map<String, String> environment,
      String answers,
      boolean interactive,
      String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)),
            interactive,
            false);
    var session = new Session(environment, directory, terminal, JsonMapper.shared());
    var exit = Verbs.commandLine(session).execute(arguments);
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}

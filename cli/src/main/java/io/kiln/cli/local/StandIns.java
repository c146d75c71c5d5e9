package io.kiln.cli.local;

import io.kiln.cli.text.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The images of the shipped example, made on the spot out of what the machine has, so that the
 * first stack needs no registry. The script leaves images alone that are there already.
 */
public final class StandIns {
  private StandIns() {}

  /**
   * Runs {@code make-images NAME} and shows what it says.
   *
   * @param library the folder of the shipped templates
   */
  public static void make(Path library, String name, Terminal terminal)
      throws InterruptedException {
    var script = library.resolve("make-images");
    if (!Files.isExecutable(script)) {
      return;
    }
    try {
      var process =
          new ProcessBuilder(List.of(script.toString(), name))
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectErrorStream(true)
              .start();
      try (var lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        lines.lines().forEach(line -> terminal.say(Terminal.clean(line)));
      }
      if (process.waitFor() != 0) {
        terminal.say("no stand-in images could be made; the engine will try to pull " + name);
      }
    } catch (IOException failed) {
      terminal.say("cannot run " + script + ": " + failed.getMessage());
    }
  }
}

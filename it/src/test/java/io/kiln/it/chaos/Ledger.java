package io.kiln.it.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What really happened: every script that runs appends a line to one file, whoever believes what.
 */
final class Ledger {

  private final Path file;

  Ledger(Path folder) {
    try {
      this.file = Files.createFile(Files.createDirectories(folder).resolve("ledger"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command of a script that appends what its inputs say. */
  String command() {
    return "echo \"$stack $step $revision\" >> " + file;
  }

  /** How often each line stands there that begins with a stack's name. */
  Map<String, Long> of(String stack) {
    return lines().stream()
        .filter(line -> line.startsWith(stack + " "))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /** How many scripts have run. */
  int size() {
    return lines().size();
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.kiln.hooks.agent.runtime;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a command would do, as far as a simulation needs it: {@code true}, {@code false}, and shell
 * texts of {@code echo}, {@code exit} and {@code sleep} joined by {@code ;}. Any other program is
 * one that works: a service that keeps running, a check or a one-shot that ends with 0.
 *
 * @param exitCode empty if it does not end
 */
record SimulatedProgram(OptionalInt exitCode, String stdout, String stderr) {

  /** The program of a container or exec; {@code endsByItself} if nothing in it says more. */
  static SimulatedProgram of(List<String> command, boolean endsByItself) {
    OptionalInt end = endsByItself ? OptionalInt.of(0) : OptionalInt.empty();
    if (command.isEmpty()) {
      return new SimulatedProgram(end, "", "");
    }
    String first = command.getFirst().substring(command.getFirst().lastIndexOf('/') + 1);
    return switch (first) {
      case "true" -> new SimulatedProgram(OptionalInt.of(0), "", "");
      case "false" -> new SimulatedProgram(OptionalInt.of(1), "", "");
      case "sleep" -> new SimulatedProgram(OptionalInt.empty(), "", "");
      case "sh" ->
          command.size() == 3 && command.get(1).equals("-c")
              ? shell(command.get(2), end)
              : new SimulatedProgram(end, "", "");
      default -> new SimulatedProgram(end, "", "");
    };
  }

  private static SimulatedProgram shell(String text, OptionalInt otherwise) {
    StringBuilder stdout = new StringBuilder();
    StringBuilder stderr = new StringBuilder();
    OptionalInt end = otherwise;
    for (String part : text.split(";")) {
      String[] words = part.strip().split("\\s+");
      switch (words[0]) {
        case "echo" -> {
          boolean error = part.contains(">&2");
          String said = part.strip().substring(4).replace(">&2", "").strip() + "\n";
          (error ? stderr : stdout).append(said);
          end = OptionalInt.of(0);
        }
        case "exit" -> {
          return new SimulatedProgram(
              OptionalInt.of(words.length > 1 ? Integer.parseInt(words[1]) : 0),
              stdout.toString(),
              stderr.toString());
        }
        case "sleep" -> {
          return new SimulatedProgram(OptionalInt.empty(), stdout.toString(), stderr.toString());
        }
        case "false" -> end = OptionalInt.of(1);
        case "true" -> end = OptionalInt.of(0);
        default -> end = otherwise;
      }
    }
    return new SimulatedProgram(end, stdout.toString(), stderr.toString());
  }
}

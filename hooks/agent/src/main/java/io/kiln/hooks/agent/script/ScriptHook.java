package io.kiln.hooks.agent.script;

import io.kiln.hooks.protocol.DeploymentItem;
import io.kiln.hooks.protocol.ProtocolJson;
import io.kiln.hooks.protocol.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Heat's {@code script} hook: the config is a program, its inputs are environment variables, its
 * outputs are files beginning with {@code $heat_outputs_path}.
 */
final class ScriptHook {

  static final String GROUP = "script";

  /** An output is a value of a template, not a file transfer. */
  private static final int LONGEST_OUTPUT_VALUE = 1 << 20;

  private ScriptHook() {}

  static Result.Deployed run(DeploymentItem item, WorkFolder folder)
      throws IOException, InterruptedException {
    folder.write("script", item.config(), "rwx------");
    String outputs = folder.file("outputs").toString();
    Map<String, String> env = new HashMap<>();
    for (DeploymentItem.Input input : item.inputs()) {
      env.put(input.name(), text(input.value()));
    }
    env.put("heat_outputs_path", outputs);
    List<String> command = new ArrayList<>(interpreter(item.config()));
    command.add(folder.file("script").toString());
    int code;
    try {
      code = HookProcess.run(command, env, Optional.empty(), folder, item.timeout());
    } catch (IOException e) {
      throw new HookFailedException(
          "cannot run it with %s: %s".formatted(command.getFirst(), e.getMessage()));
    }
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (DeploymentItem.Output output : item.outputs()) {
      String file = "outputs." + output.name();
      if (Files.exists(folder.file(file))) {
        values.put(output.name(), StringNode.valueOf(folder.end(file, LONGEST_OUTPUT_VALUE)));
      }
    }
    return new Result.Deployed(
        code,
        folder.end("stdout", Result.LONGEST_OUTPUT_BYTES),
        folder.end("stderr", Result.LONGEST_OUTPUT_BYTES),
        values);
  }

  /**
   * The program of the first line, as a kernel reads it: a path and at most one argument. It is
   * called with the script instead of the script itself, which a file system mounted without
   * execution or a descriptor still open in a sibling process would prevent.
   */
  static List<String> interpreter(String script) {
    String first = script.lines().findFirst().orElse("");
    if (!first.startsWith("#!")) {
      return List.of("/bin/sh");
    }
    String[] words = first.substring(2).strip().split("\\s+", 2);
    return words[0].isEmpty() ? List.of("/bin/sh") : List.of(words);
  }

  /** As Heat's hook does: lists and maps as JSON, everything else as it is. */
  static String text(JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    return value.isString() ? value.asString() : ProtocolJson.MAPPER.writeValueAsString(value);
  }
}

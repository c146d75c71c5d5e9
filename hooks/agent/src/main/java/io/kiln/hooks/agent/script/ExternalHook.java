package io.kiln.hooks.agent.script;

import io.kiln.hooks.protocol.DeploymentItem;
import io.kiln.hooks.protocol.ProtocolJson;
import io.kiln.hooks.protocol.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A hook that is a program: the deployment comes in as JSON, and JSON goes out (heat-config). */
final class ExternalHook {

  private static final String STDOUT = "deploy_stdout";
  private static final String STDERR = "deploy_stderr";
  private static final String STATUS = "deploy_status_code";

  private ExternalHook() {}

  static Result.Deployed run(Path hook, DeploymentItem item, WorkFolder folder)
      throws IOException, InterruptedException {
    folder.write("item", request(item), "rw-------");
    int code =
        HookProcess.run(
            List.of(hook.toString()), Map.of(), Optional.of("item"), folder, item.timeout());
    // Twice the limit of a stream, because the answer holds both, with escapes.
    String stdout = folder.end("stdout", 4 * Result.LONGEST_OUTPUT_BYTES);
    String stderr = folder.end("stderr", Result.LONGEST_OUTPUT_BYTES);
    return answer(stdout)
        .map(answer -> deployed(answer, code))
        .orElseGet(() -> new Result.Deployed(code, trimmed(stdout), stderr, Map.of()));
  }

  /** The item as heat-config hands it over. */
  static String request(DeploymentItem item) {
    ObjectNode request = ProtocolJson.MAPPER.createObjectNode();
    request.put("id", item.id());
    request.put("name", item.name());
    request.put("group", item.group());
    request.put("config", item.config());
    request.set("inputs", ProtocolJson.MAPPER.valueToTree(item.inputs()));
    request.set("outputs", ProtocolJson.MAPPER.valueToTree(item.outputs()));
    request.set("options", ProtocolJson.MAPPER.valueToTree(item.options()));
    return ProtocolJson.MAPPER.writeValueAsString(request);
  }

  private static Optional<ObjectNode> answer(String stdout) {
    try {
      JsonNode tree = ProtocolJson.MAPPER.readTree(stdout);
      return tree instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JacksonException e) {
      // Heat's dispatcher takes what is not JSON as plain output, and so do we.
      return Optional.empty();
    }
  }

  private static Result.Deployed deployed(ObjectNode answer, int code) {
    Map<String, JsonNode> outputs = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : answer.properties()) {
      if (!List.of(STDOUT, STDERR, STATUS).contains(entry.getKey())) {
        outputs.put(entry.getKey(), entry.getValue());
      }
    }
    int status = answer.path(STATUS).asInt(code);
    return new Result.Deployed(
        status == 0 ? code : status,
        trimmed(ScriptHook.text(answer.path(STDOUT))),
        trimmed(ScriptHook.text(answer.path(STDERR))),
        outputs);
  }

  private static String trimmed(String text) {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    int start = Math.max(0, bytes.length - Result.LONGEST_OUTPUT_BYTES);
    return new String(bytes, start, bytes.length - start, java.nio.charset.StandardCharsets.UTF_8);
  }
}

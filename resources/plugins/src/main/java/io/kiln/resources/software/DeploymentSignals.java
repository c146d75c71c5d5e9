package io.kiln.resources.software;

import io.kiln.hooks.protocol.ProtocolJson;
import io.kiln.hooks.protocol.Result;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.Redaction;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What a machine without an agent says of its deployment: the outputs by their names, with what the
 * program wrote and the code it ended with (Heat's {@code signal_software_deployment}). The last
 * signal counts, and only one that came after the deployment was told.
 *
 * @param said what signals have made of the resource so far
 */
record DeploymentSignals(Value.MapOf said) {

  private static final String COUNT = "signals";
  private static final String LAST = "last";
  private static final String STDOUT = "deploy_stdout";
  private static final String STDERR = "deploy_stderr";
  private static final String STATUS_CODE = "deploy_status_code";

  /** The form of the ids that servers of templates have; hosts that have joined have names. */
  private static final Pattern MACHINE =
      Pattern.compile("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}");

  /** Whether this may be a machine that no agent of ours runs on. */
  static boolean mayCome(String server) {
    return MACHINE.matcher(server).matches();
  }

  /** Takes one more. Values that the deployment was given as secrets are taken out of it. */
  Reception with(Deployment deployment, Value details) {
    if (!(details instanceof Value.MapOf outputs)) {
      return new Reception.Refused(
          "a deployment is told a map of its outputs, with %s, %s and %s"
              .formatted(STATUS_CODE, STDOUT, STDERR));
    }
    if (code(outputs).isEmpty()) {
      return new Reception.Refused(STATUS_CODE + " must be a whole number");
    }
    var redaction = Redaction.of(List.copyOf(deployment.inputValues().entries().values()));
    SequencedMap<String, Value> now = new LinkedHashMap<>();
    now.put(COUNT, Value.number(count() + 1));
    now.put(LAST, clean(outputs, redaction));
    long code = code(outputs).get();
    String how =
        code == 0
            ? "deployment succeeded"
            : "deployment failed (%s : Deployment exited with non-zero status code: %d)"
                .formatted(STATUS_CODE, code);
    return new Reception.Kept(Value.map(now), how);
  }

  private static Value clean(Value value, Redaction redaction) {
    return switch (value) {
      case Value.Text(String text, _) -> Value.text(redaction.apply(text));
      case Value.ListOf(List<Value> items, _) -> {
        List<Value> all = new ArrayList<>();
        items.forEach(item -> all.add(clean(item, redaction)));
        yield Value.list(all);
      }
      case Value.MapOf map -> {
        SequencedMap<String, Value> all = new LinkedHashMap<>();
        map.entries().forEach((key, item) -> all.put(key, clean(item, redaction)));
        yield Value.map(all);
      }
      case Value.Null _, Value.Bool _, Value.Num _, Value.Unknown _ -> value;
    };
  }

  /** How many have come. */
  long count() {
    return said.get(COUNT) instanceof Value.Num(var number, _) ? number.longValue() : 0;
  }

  /** What was said last, when that came after so many others. */
  Optional<Result.Deployed> after(long others) {
    if (count() <= others || !(said.get(LAST) instanceof Value.MapOf last)) {
      return Optional.empty();
    }
    Map<String, JsonNode> outputs = new LinkedHashMap<>();
    last.entries()
        .forEach(
            (name, value) -> outputs.put(name, ProtocolJson.MAPPER.readTree(Json.write(value))));
    int code = code(last).map(Math::toIntExact).orElse(0);
    return Optional.of(new Result.Deployed(code, text(last, STDOUT), text(last, STDERR), outputs));
  }

  /** Absent is 0, as in Heat; so is a text that holds a number one. */
  private static Optional<Long> code(Value.MapOf outputs) {
    Value code = outputs.get(STATUS_CODE);
    if (code instanceof Value.Null) {
      return Optional.of(0L);
    }
    try {
      return Optional.of((long) Integer.parseInt(code.toString().strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String text(Value.MapOf outputs, String name) {
    Value value = outputs.get(name);
    return value instanceof Value.Null ? "" : value.toString();
  }
}

package io.kiln.resources.software;

import io.kiln.hooks.protocol.Result;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Dynamic;
import io.kiln.resources.spi.Redaction;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a deployment exposes; all of it is absent when nothing was run. */
public record DeploymentAttributes(
    @Doc("What it wrote to its standard output.") Optional<String> deployStdout,
    @Doc("What it wrote to its standard error.") Optional<String> deployStderr,
    @Doc("The code it ended with.") Optional<Long> deployStatusCode,
    @Dynamic Map<String, Value> outputs) {

  static final DeploymentAttributes NOTHING_RUN =
      new DeploymentAttributes(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

  /**
   * What came back, outputs in the order declared; those not declared are dropped as in Heat.
   *
   * @param redaction knows the secrets that the script was given: they are taken out of what it
   *     wrote, and an output that holds one is marked
   */
  static DeploymentAttributes of(
      Result.Deployed deployed, List<StoredConfig.Output> declared, Redaction redaction) {
    Map<String, Value> outputs = new LinkedHashMap<>();
    for (StoredConfig.Output output : declared) {
      if (deployed.outputs().containsKey(output.name())) {
        Value given = Json.of(deployed.outputs().get(output.name()), Mark.NONE);
        outputs.put(output.name(), redaction.mark(given));
      }
    }
    return new DeploymentAttributes(
        Optional.of(redaction.apply(deployed.stdout())),
        Optional.of(redaction.apply(deployed.stderr())),
        Optional.of((long) deployed.statusCode()),
        outputs);
  }
}

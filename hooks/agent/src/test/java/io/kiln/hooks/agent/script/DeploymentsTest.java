package io.kiln.hooks.agent.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.hooks.protocol.DeploymentItem;
import io.kiln.hooks.protocol.DeploymentItem.Input;
import io.kiln.hooks.protocol.DeploymentItem.Output;
import io.kiln.hooks.protocol.ProtocolJson;
import io.kiln.hooks.protocol.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

final class DeploymentsTest {

  @TempDir Path data;
  @TempDir Path heatHooks;

  @Test
  void aScriptGetsItsInputsAndGivesItsOutputs() throws Exception {
    Result.Deployed deployed =
        deploy(
            """
            #!/bin/sh -e
            echo "$word and $number and $list and $map and $flag"
            printf 'an output' > $heat_outputs_path.made
            echo warned >&2
            """,
            List.of(
                input("word", "\"two words\""),
                input("number", "3"),
                input("list", "[\"a\",1]"),
                input("map", "{\"k\":\"v\"}"),
                input("flag", "true")),
            Duration.ofSeconds(20));
    assertThat(deployed)
        .isEqualTo(
            new Result.Deployed(
                0,
                "two words and 3 and [\"a\",1] and {\"k\":\"v\"} and true\n",
                "warned\n",
                Map.of("made", StringNode.valueOf("an output"))));
  }

  @Test
  void theCodeOfAFailedScriptComesBack() throws Exception {
    assertThat(deploy("echo broken >&2; exit 7").statusCode()).isEqualTo(7);
    assertThat(deploy("echo broken >&2; exit 7").stderr()).isEqualTo("broken\n");
  }

  @Test
  void theFirstLineSaysWhoReadsTheScript() {
    assertThat(ScriptHook.interpreter("#!/usr/bin/env python3\nx"))
        .containsExactly("/usr/bin/env", "python3");
    assertThat(ScriptHook.interpreter("#! /bin/sh -e -x\n")).containsExactly("/bin/sh", "-e -x");
    assertThat(ScriptHook.interpreter("echo hello")).containsExactly("/bin/sh");
    assertThat(ScriptHook.interpreter("")).containsExactly("/bin/sh");
  }

  @Test
  void aScriptThatTakesTooLongIsKilledWithItsChildren() throws Exception {
    String mark = "77" + UUID.randomUUID().toString().replaceAll("[^0-9]", "").substring(0, 6);
    assertThatThrownBy(
            () ->
                deploy(
                    "echo begun; sleep " + mark + " & sleep " + mark + "; echo never",
                    List.of(),
                    Duration.ofMillis(700)))
        .isInstanceOf(HookTimeoutException.class)
        .satisfies(e -> assertThat(((HookTimeoutException) e).output()).contains("begun"));
    while (isRunning(mark)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aDaemonLeftBehindDoesNotHoldTheDeployment() throws Exception {
    long start = System.nanoTime();
    Result.Deployed deployed = deploy("sleep 30 & echo done");
    assertThat(deployed.stdout()).isEqualTo("done\n");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void theAgentsOwnEnvironmentStaysItsOwn() throws Exception {
    assertThat(deploy("env").stdout().lines().map(line -> line.split("=")[0]))
        .contains("PATH", "heat_outputs_path")
        .doesNotContain("JAVA_HOME", "MAVEN_CMD_LINE_ARGS", "DOCKER_HOST");
  }

  @Test
  void nothingIsLeftOfADeployment() throws Exception {
    deploy("echo secret > $heat_outputs_path.made");
    try (var left = Files.list(data.resolve("deployments"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aHookOfTheSiteIsSpokenToInJson() throws Exception {
    hook(
        data.resolve("hooks"),
        "echo-hook",
        """
        #!/bin/sh
        item=$(cat)
        printf '{"deploy_stdout": "seen", "deploy_stderr": "", "deploy_status_code": 0,
                 "item": %s}' "$item"
        """);
    Result.Deployed deployed =
        deployments()
            .deploy(
                item("echo-hook", "text", List.of(input("a", "1")), Duration.ofSeconds(20)),
                progress -> {})
            .orElseThrow();
    assertThat(deployed.statusCode()).isZero();
    assertThat(deployed.stdout()).isEqualTo("seen");
    JsonNode item = Objects.requireNonNull(deployed.outputs().get("item"));
    assertThat(item.path("config").asString()).isEqualTo("text");
    assertThat(item.path("inputs").path(0).path("name").asString()).isEqualTo("a");
    assertThat(item.path("inputs").path(0).path("value").asInt()).isEqualTo(1);
  }

  @Test
  void aHookThatDoesNotAnswerInJsonIsTakenAtItsWord() throws Exception {
    hook(heatHooks, "plain", "#!/bin/sh\necho just text; echo oops >&2; exit 2\n");
    assertThat(
            deployments()
                .deploy(item("plain", "", List.of(), Duration.ofSeconds(20)), progress -> {}))
        .contains(new Result.Deployed(2, "just text\n", "oops\n", Map.of()));
  }

  @Test
  void aGroupWithoutAHookIsNotThere() throws Exception {
    assertThat(
            deployments()
                .deploy(item("unheard-of", "", List.of(), Duration.ofSeconds(1)), progress -> {}))
        .isEqualTo(Optional.empty());
  }

  @Test
  void aGroupCannotNameAFileElsewhere() {
    for (String group : List.of("../x", "a/b", "", "a.b")) {
      assertThatThrownBy(() -> item(group, "", List.of(), Duration.ofSeconds(1)))
          .hasMessageContaining("letters, digits");
    }
  }

  private Result.Deployed deploy(String script) throws Exception {
    return deploy(script, List.of(), Duration.ofSeconds(20));
  }

  private Result.Deployed deploy(String script, List<Input> inputs, Duration timeout)
      throws Exception {
    return deployments()
        .deploy(item("script", script, inputs, timeout), progress -> {})
        .orElseThrow();
  }

  private Deployments deployments() {
    return new Deployments(data, heatHooks);
  }

  private static DeploymentItem item(
      String group, String config, List<Input> inputs, Duration timeout) {
    return new DeploymentItem(
        UUID.randomUUID().toString(),
        "deployment",
        group,
        config,
        inputs,
        List.of(new Output("made", "String"), new Output("not_made", "String")),
        Map.of(),
        timeout);
  }

  private static Input input(String name, String json) {
    return new Input(name, "Json", ProtocolJson.MAPPER.readTree(json));
  }

  private static void hook(Path folder, String name, String text) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static boolean isRunning(String argument) {
    return ProcessHandle.allProcesses()
        .anyMatch(
            process ->
                process.info().commandLine().filter(line -> line.contains(argument)).isPresent());
  }
}

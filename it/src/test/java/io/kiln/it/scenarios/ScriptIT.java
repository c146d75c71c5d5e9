package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.it.harness.Eventually;
import io.kiln.it.harness.Site;
import io.kiln.it.harness.Stack;
import io.kiln.it.harness.Wanted;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A script on a host; its agent runs it for real, whatever its containers are. */
class ScriptIT {

  @RegisterExtension final Site site = Site.simulated();

  @Test
  void aFailingScriptFailsItsResourceWithItsStderrAndAnUpdateMendsIt() {
    Stack stack = site.create("script", script("echo the disk is missing >&2; exit 3"));
    Eventually.until(
        "the stack has failed",
        Duration.ofSeconds(30),
        () -> stack.status().equals("CREATE_FAILED"),
        stack::story);
    assertThat(stack.reason()).contains("the disk is missing").contains("3");
    assertThat(stack.resource("run").path("resource_status").asString()).isEqualTo("CREATE_FAILED");

    stack
        .update(
            script(
                "echo seen by people; echo quiet >&2; echo \"<$word>\" >$heat_outputs_path.answer"))
        .await("UPDATE_COMPLETE");
    assertThat(stack.output("answer").asString()).isEqualToIgnoringWhitespace("<kiln>");
    assertThat(stack.output("stdout").asString()).isEqualToIgnoringWhitespace("seen by people");
    assertThat(stack.output("stderr").asString()).isEqualToIgnoringWhitespace("quiet");
    assertThat(stack.output("code").asInt()).isZero();
  }

  private static Wanted script(String line) {
    return Wanted.of(
        """
        heat_template_version: 2018-08-31
        resources:
          config:
            type: OS::Heat::SoftwareConfig
            properties:
              group: script
              inputs: [{name: word}]
              outputs: [{name: answer}]
              config: |
                #!/bin/sh
                %s
          run:
            type: OS::Heat::SoftwareDeployment
            properties:
              server: local
              config: {get_resource: config}
              input_values: {word: kiln}
        outputs:
          answer: {value: {get_attr: [run, answer]}}
          stdout: {value: {get_attr: [run, deploy_stdout]}}
          stderr: {value: {get_attr: [run, deploy_stderr]}}
          code: {value: {get_attr: [run, deploy_status_code]}}
        """
            .formatted(line));
  }
}

package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.it.harness.Api;
import io.kiln.it.harness.Docker;
import io.kiln.it.harness.Engine;
import io.kiln.it.harness.Eventually;
import io.kiln.it.harness.Server;
import io.kiln.it.harness.Site;
import io.kiln.it.harness.Stack;
import io.kiln.it.harness.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes: one clear message with its place, and nothing half-made. */
class BadInputIT {

  /** A mistake, its place, and words that its message must have. */
  record Mistake(String because, String template, int line, int column, String words) {
    @Override
    public String toString() {
      return because;
    }
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(
        new Mistake("broken YAML", "resources: [\n", 3, 1, ""),
        new Mistake(
            "an unknown type",
            "resources:\n  a: {type: OS::Heat::Valu}\n",
            3,
            13,
            "OS::Heat::Valu"),
        new Mistake(
            "an unknown property",
            "resources:\n  a: {type: OS::Heat::Value, properties: {valeu: 1, value: 1}}\n",
            3,
            43,
            "valeu"),
        new Mistake(
            "a parameter without a value",
            "parameters:\n  colour: {type: string}\n",
            3,
            3,
            "colour"),
        new Mistake(
            "a circle",
            """
            resources:
              a: {type: OS::Heat::Value, properties: {value: {get_attr: [b, value]}}}
              b: {type: OS::Heat::Value, properties: {value: {get_attr: [a, value]}}}
            """,
            3,
            0,
            "ircular"),
        new Mistake(
            "an unknown host",
            """
            resources:
              a: {type: Kiln::ContainerService, properties: {image: x, hosts: [nowhere]}}
            """,
            3,
            68,
            "nowhere"));
  }

  @Nested
  class RefusedAtOnce {
    @RegisterExtension final Site site = Site.simulated();

    @ParameterizedTest
    @MethodSource("io.kiln.it.scenarios.BadInputIT#mistakes")
    void aMistakeIsRefusedWithItsPlaceAndNothingIsStored(Mistake mistake) {
      Server server = site.server();
      String name = Site.marked("bad");
      Api.Answer answer =
          server.offer(name, Wanted.of("heat_template_version: 2018-08-31\n" + mistake.template()));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
      String place =
          "test.yaml:" + mistake.line() + (mistake.column() > 0 ? ":" + mistake.column() : ":");
      assertThat(answer.error()).contains(mistake.words()).contains(place);
      assertThat(server.stacks()).doesNotContain(name);
    }
  }

  @Nested
  class FailedWithTheReason {
    @RegisterExtension final Site site = Site.real();

    @Test
    void anImageThatCannotBePulledFailsItsResourceAndLeavesNoContainer() {
      Docker docker = Engine.named("local").docker();
      Stack stack =
          site.create(
              "noimage",
              Wanted.of(
                  "heat_template_version: 2018-08-31\nresources:\n"
                      + Services.service("a", List.of("local"), "127.0.0.1:1/nowhere/nothing:1")));
      Eventually.until(
          "the stack has failed",
          Duration.ofSeconds(60),
          () -> stack.status().equals("CREATE_FAILED"),
          stack::story);
      assertThat(stack.reason()).contains("127.0.0.1:1/nowhere/nothing:1").contains("local");
      assertThat(docker.of(stack)).isEmpty();
    }
  }
}

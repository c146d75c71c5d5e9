package io.kiln.api.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.api.fetch.FetchRules;
import io.kiln.db.stacks.Retention;
import io.kiln.engine.convergence.StepLimits;
import io.kiln.resources.baremetal.IronicEndpoint.Auth;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.expression.ValueLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerOptionsTest {

  @Test
  void withoutWordsAServerListensOnLoopbackWithEverythingInside() {
    assertThat(ServerOptions.parse(List.of()))
        .isEqualTo(
            new ServerOptions(
                8004,
                "127.0.0.1",
                Path.of(".kiln"),
                Optional.empty(),
                true,
                true,
                Optional.empty(),
                0,
                Limits.DEFAULT,
                Optional.empty(),
                Optional.empty(),
                WorkOptions.DEFAULT,
                Access.NONE,
                CfnOptions.NONE,
                HeatOptions.DEFAULT));
  }

  @Test
  void everyOptionIsReadInBothSpellings() {
    var words =
        List.of(
            "--port=0",
            "--address",
            "::1",
            "--data",
            "/tmp/x",
            "--database=jdbc:postgresql://h/d?user=u",
            "--no-worker",
            "--no-agent",
            "--ironic",
            "http://127.0.0.1:6385",
            "--metrics-port=9464",
            "--limit",
            "nesting=3",
            "--limit=yaql-steps=500",
            "--limit=host-steps=6",
            "--keep=events=7",
            "--keep=audit=1000",
            "--otlp-endpoint",
            "http://127.0.0.1:4318",
            "--url=https://kiln.example/",
            "--drift-scan=10",
            "--allow-fetch=10.1.2.3",
            "--hidden-tags",
            "inner, data-processing-cluster",
            "--all-projects");

    assertThat(ServerOptions.parse(words))
        .isEqualTo(
            new ServerOptions(
                0,
                "::1",
                Path.of("/tmp/x"),
                Optional.of("jdbc:postgresql://h/d?user=u"),
                false,
                false,
                Optional.of("http://127.0.0.1:6385"),
                9464,
                new Limits(
                    Limits.DEFAULT.text(),
                    3,
                    Limits.DEFAULT.resources(),
                    new ValueLimits(
                        ValueLimits.DEFAULT.value(),
                        ValueLimits.DEFAULT.stack(),
                        500,
                        ValueLimits.DEFAULT.yaqlMemory())),
                Optional.of(URI.create("https://kiln.example")),
                Optional.of(Duration.ofMinutes(10)),
                new WorkOptions(
                    new StepLimits(96, 4_000, 2_000, 1_000, 6),
                    new Retention(
                        Duration.ofDays(90),
                        Duration.ofDays(7),
                        Duration.ofDays(400),
                        Duration.ofDays(1_000)),
                    Optional.of(URI.create("http://127.0.0.1:4318"))),
                Access.NONE,
                CfnOptions.NONE,
                new HeatOptions(
                    FetchRules.NONE.and("10.1.2.3"),
                    List.of("inner", "data-processing-cluster"),
                    true)));
  }

  @ParameterizedTest
  @CsvSource({
    "--allow-fetch ftp://x,         is no pattern such as",
    "--port eighty,                --port must be a number",
    "--port 70000,                 --port must be 0 to 65535",
    "--drift-scan often,           --drift-scan must be a number of minutes",
    "--drift-scan 0,               --drift-scan must be 1 to 525600 minutes",
    "--metrics-port x,             --metrics-port must be a number",
    "--limit bytes=3,              --limit bytes is none of: template-bytes (524288)",
    "--otlp-endpoint grpc://h,     --otlp-endpoint must be a URL",
    "--keep events=0,              --keep events must be 1 to 36500 days",
    "--keep audit=6,               --keep audit must be at least 30 days",
    "--keep files=3,               --keep files is none of: deleted-stacks (90)",
    "--limit steps=none,           --limit steps=N needs a whole number",
    "--limit host-steps=0,         --limit host-steps must be 1 to 1000000",
    "--limit requests=0,           --limit requests must be 1 to 1000000",
    "--limit requests=many,        --limit requests=N needs a whole number",
    "--limit nesting,              --limit nesting=N needs a whole number",
    "--limit nesting=0,            --limit nesting must be 1 to 100",
    "--limit template-depth=9000,  --limit template-depth must be 1 to 500",
    "--port,                       --port needs a value",
    "--address 192.0.2.1,          no authentication is configured",
    "--address 0.0.0.0,            no authentication is configured",
    "--behind-proxy,               --behind-proxy is refused",
    "--behind-proxy=somewhere --keystone-url http://h,  must be addresses such as",
    "--behind-proxy=10.0.0.0/33 --keystone-url http://h,  must be addresses such as",
    "--address 0.0.0.0 --keystone-url http://127.0.0.1:5000,  tokens would be sent in clear",
    "--tokens /nosuch,             --tokens /nosuch cannot be read",
    "--tls-cert /etc/hostname,     --tls-cert and --tls-key need one another",
    "--keystone-user kiln,         --keystone-user needs --keystone-url",
    "--keystone-url ftp://h,       --keystone-url must be a URL",
    "--database mysql://h,         --database must be a URL",
    "--ironic ftp://h,             --ironic must be a URL",
    "--colour blue,                unknown option --colour",
  })
  void aWordThatCannotBeUsedIsRefusedByName(String words, String reason) {
    assertThatThrownBy(() -> ServerOptions.parse(List.of(words.split(" "))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void withAuthenticationBehindAProxyAnyAddressIsListenedOn() {
    var options =
        ServerOptions.parse(
            List.of(
                "--address",
                "0.0.0.0",
                "--behind-proxy",
                "--keystone-url",
                "https://keystone:5000",
                "--keystone-project=services"));

    assertThat(options.access().keystone().orElseThrow().url())
        .hasToString("https://keystone:5000/v3");
    assertThat(options.access().keystone().orElseThrow().project()).isEqualTo("services");
  }

  @Test
  void aPasswordInTheAddressOfIronicIsTakenOutOfIt() {
    var endpoint = BareMetalUrl.endpoint("http://ada:s3cret@127.0.0.1:6385");

    assertThat(endpoint.url()).hasToString("http://127.0.0.1:6385");
    assertThat(endpoint.auth()).isEqualTo(new Auth.HttpBasic("ada", "s3cret"));
  }
}

package io.kiln.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.boot.TestServer;
import io.kiln.api.contract.CheckedClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of tokens and passwords, and a Keystone that nobody answers at. */
class InTurnTest {

  @TempDir private Path folder = Path.of("");
  private Authenticator both = new Authenticator.Nobody();

  @BeforeEach
  void name() throws Exception {
    Path file = folder.resolve("tokens.yaml");
    Files.writeString(
        file,
        "users: [{user: ada, project: demo, role: member, password: '%s'}]"
            .formatted(TokenFileTest.PASSWORD));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    var keystone =
        new Keystone(
            new KeystoneSettings(
                URI.create("http://127.0.0.1:1/v3"),
                "kiln",
                "pw",
                "Default",
                "service",
                "Default",
                Optional.empty(),
                new KeystoneSettings.Timing(
                    Duration.ofSeconds(5),
                    1,
                    Duration.ofMillis(50),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(2))),
            InstantSource.system());
    both = new Authenticator.InTurn(List.of(new TokenFile(file, InstantSource.system()), keystone));
  }

  @Test
  void whoeverSendsAWrongPasswordHearsEveryWayToLogIn() throws Exception {
    try (TestServer server = TestServer.start(both);
        HttpClient http = CheckedClient.usual()) {
      HttpResponse<String> refused =
          http.send(
              HttpRequest.newBuilder(URI.create(server.base() + "/v2/status"))
                  .headers("X-Auth-User", "ada", "X-Auth-Key", "a guess")
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).contains("The credentials are unknown here");
      assertThat(refused.headers().allValues("WWW-Authenticate"))
          .containsExactly(
              "Basic realm=\"kiln\", charset=\"UTF-8\"", "Keystone uri=\"http://127.0.0.1:1/v3\"");
    }
  }

  @Test
  void aPasswordThatNobodyHadTimeToCompareIsNotSaidToBeWrong() {
    var right = new Credentials.Password("ada", "open sesame");
    Thread.currentThread().interrupt(); // who is interrupted waits for no turn to compare

    Outcome busy = both.authenticate(right);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(busy).isInstanceOf(Outcome.Away.class);
    assertThat(both.authenticate(right)).isInstanceOf(Outcome.Known.class);
    assertThat(both.authenticate(new Credentials.Password("ada", "a guess")))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void aTokenThatTheFileDoesNotKnowMayBeOneOfAKeystoneThatIsAway() {
    assertThat(both.authenticate(new Credentials.Token("any"))).isInstanceOf(Outcome.Away.class);
    assertThat(both.authenticate(new Credentials.Absent())).isInstanceOf(Outcome.Refused.class);
  }
}

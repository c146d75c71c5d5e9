package io.kiln.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenFileTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  /** Of "s3cret", as {@code printf %s s3cret | sha256sum} says it. */
  private static final String SHA =
      "1ec1c26b50d5d3c58d9583181af8076655fe00756bf7285940ba3670f99fcba0";

  /** Of "open sesame". */
  static final String PASSWORD =
      "pbkdf2-sha256$100000$AAECAwQFBgcICQoLDA0ODw==$Y3hpdPa+i2v3a1Z4DNYiCV63ynzfC/p7G853gmKZ2ag=";

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("tokens.yaml");
  }

  @Test
  void aTokenStandsForWhoeverTheFileNames() throws IOException {
    TokenFile tokens =
        tokens("tokens: [{user: ci, project: {id: p1, name: demo}, role: member, sha256: %s}]");

    assertThat(tokens.authenticate(new Credentials.Token("s3cret")))
        .isEqualTo(
            new Outcome.Known(
                new Caller(
                    "ci",
                    Optional.of(new Project("p1", "demo")),
                    Role.MEMBER.implied(),
                    Caller.Means.TOKEN)));
    assertThat(tokens.authenticate(new Credentials.Token("s3crets")))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(tokens.authenticate(new Credentials.Token(SHA)))
        .as("the hash itself is no token")
        .isInstanceOf(Outcome.Refused.class);
    assertThat(tokens.authenticate(new Credentials.Absent())).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void aTokenWorksUntilItExpiresAndNotFromThenOn() throws IOException {
    TokenFile tokens =
        tokens(
            "tokens: [{user: ci, project: p, role: reader, sha256: %s, expires:"
                + " 2026-11-21T12:00:05Z}]");

    now.set(NOON.plusMillis(4_999));
    assertThat(tokens.authenticate(new Credentials.Token("s3cret")))
        .isInstanceOf(Outcome.Known.class);
    now.set(NOON.plusSeconds(5));
    assertThat(tokens.authenticate(new Credentials.Token("s3cret")))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void aPasswordIsComparedWithItsHash() throws IOException {
    TokenFile tokens = tokens("users: [{user: ada, project: demo, role: admin, password: '%s'}]");

    assertThat(tokens.authenticate(new Credentials.Password("ada", "open sesame")))
        .isInstanceOf(Outcome.Known.class);
    assertThat(tokens.authenticate(new Credentials.Password("ada", "open sesam")))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(tokens.authenticate(new Credentials.Password("eve", "open sesame")))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(tokens.authenticate(new Credentials.Token("open sesame")))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void aChangedFileIsReadAgainAndABrokenOneChangesNothing() throws IOException {
    TokenFile tokens = tokens("tokens: [{user: ci, project: p, role: reader, sha256: %s}]");
    write("tokens: []");
    now.set(NOON.plus(Duration.ofSeconds(2)));
    assertThat(tokens.authenticate(new Credentials.Token("s3cret")))
        .isInstanceOf(Outcome.Refused.class);

    write("tokens: [{user: ci, project: p, role: reader, sha256: %s}]");
    now.set(NOON.plus(Duration.ofSeconds(4)));
    assertThat(tokens.authenticate(new Credentials.Token("s3cret")))
        .isInstanceOf(Outcome.Known.class);

    write("tokens: [{user: ci");
    now.set(NOON.plus(Duration.ofSeconds(6)));
    assertThat(tokens.authenticate(new Credentials.Token("s3cret")))
        .isInstanceOf(Outcome.Known.class);
    Files.delete(file);
    now.set(NOON.plus(Duration.ofSeconds(8)));
    assertThat(tokens.authenticate(new Credentials.Token("s3cret")))
        .isInstanceOf(Outcome.Known.class);
  }

  @Test
  void aFileThatOthersMayReadIsRefused() throws IOException {
    write("tokens: []");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> new TokenFile(file, now::get))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chmod 600");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tokens: 5                                          | tokens must be a list",
        "[]                                                 | the file must be a map",
        "token: []                                          | a key that is none of tokens, users",
        "tokens: [{user: a, project: p, role: chief, sha256: %s}] | 'role' must be reader, member",
        "tokens: [{user: a, project: p, role: reader, sha256: s3cret}] | must be 64 hexadecimal",
        "tokens: [{user: a, project: p, role: reader, token: s3cret}]  | a key that is none of",
        "tokens: [{user: 'a b', project: p, role: reader, sha256: %s}] | 'user' must be 1 to 255",
        "tokens: [{user: a, role: reader, sha256: %s}]      | 'project' must be a name",
        "users: [{user: a, project: p, role: reader, password: s3cret}] | 'password' must be"
            + " pbkdf2",
        "tokens: [{user: a, user: b}]                       | line 1: tokens[0] has 'user' twice",
        "tokens: [{user: a                                  | no YAML at line 1",
      })
  void aMistakeIsNamedWithItsPlaceAndNoSecret(String text, String reason) throws IOException {
    write(text);

    assertThatThrownBy(() -> new TokenFile(file, now::get))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("s3cret");
  }

  private TokenFile tokens(String text) throws IOException {
    write(text);
    return new TokenFile(file, now::get);
  }

  private void write(String text) throws IOException {
    Files.writeString(
        file, text.replace("password: '%s'", "password: '" + PASSWORD + "'").replace("%s", SHA));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}

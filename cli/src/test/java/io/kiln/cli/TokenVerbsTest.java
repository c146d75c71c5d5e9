package io.kiln.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenVerbsTest {

  @TempDir Path folder;

  @Test
  void aNewTokensLineHoldsItsHashAndTheTokenIsSaidOnce() throws Exception {
    Run run =
        Run.of(
            folder, Map.of(), "token", "new", "--user", "ci", "--project", "7", "--role", "reader");

    assertThat(run.exit()).isEqualTo(Exit.OK);
    String token =
        run.err().lines().filter(line -> line.startsWith("kt-")).findFirst().orElseThrow();
    String hash =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8)));
    assertThat(run.out())
        .isEqualTo("  - {user: 'ci', project: '7', role: reader, sha256: '%s'}\n".formatted(hash));
    assertThat(Base64.getUrlDecoder().decode(token.substring(3))).hasSize(32);
  }

  @Test
  void aPasswordsLineIsWhatItIsComparedWith() throws Exception {
    Run run =
        Run.of(
            folder,
            Map.of(),
            "open sesame\n",
            false,
            "token",
            "password",
            "--user",
            "ada",
            "--project",
            "demo");

    assertThat(run.exit()).isEqualTo(Exit.OK);
    String[] parts = run.out().split("'")[5].split("\\$");
    assertThat(parts[0]).isEqualTo("pbkdf2-sha256");
    var spec =
        new PBEKeySpec(
            "open sesame".toCharArray(),
            Base64.getDecoder().decode(parts[2]),
            Integer.parseInt(parts[1]),
            256);
    assertThat(
            SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded())
        .isEqualTo(Base64.getDecoder().decode(parts[3]));
    assertThat(run.out() + run.err()).doesNotContain("open sesame");
  }

  @Test
  void aNameThatAFileCouldNotHoldIsRefused() {
    Run run = Run.of(folder, Map.of(), "token", "new", "--user", "a'b", "--project", "p");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.out()).isEmpty();
  }
}

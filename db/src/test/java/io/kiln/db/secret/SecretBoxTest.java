package io.kiln.db.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretBoxTest {

  private final String key = SecretKeys.newKey();
  private final SecretBox box = SecretKeys.fromText(key);

  @Test
  void whatIsSealedOpensAgainAndDiffersEachTime() {
    String sealed = box.sealText("hunter2 \uD83D\uDD25");

    assertThat(sealed).doesNotContain("hunter2").matches("[A-Za-z0-9_-]+");
    assertThat(box.openText(sealed)).isEqualTo("hunter2 \uD83D\uDD25");
    assertThat(box.sealText("hunter2 \uD83D\uDD25")).isNotEqualTo(sealed);
    assertThat(box.openText(box.sealText(""))).isEmpty();
  }

  @Test
  void anyChangedByteIsNoticed() {
    byte[] sealed = box.seal("hunter2".getBytes(UTF_8));
    for (int at = 0; at < sealed.length; at++) {
      byte[] changed = sealed.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> box.open(changed)).isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> box.open(new byte[0])).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aNewKeySealsWhileTheOldOneStillOpens() {
    String next = SecretKeys.newKey();
    SecretBox both = SecretKeys.fromText(next + ",\n" + key);
    String old = box.sealText("hunter2");

    assertThat(both.openText(old)).isEqualTo("hunter2");
    assertThat(SecretKeys.fromText(next).openText(both.sealText("new"))).isEqualTo("new");
    assertThatThrownBy(() -> SecretKeys.fromText(next).openText(old))
        .hasMessageContaining("add it to KILN_SECRET_KEY")
        .hasMessageContaining(box.keyIds().getFirst());
  }

  @Test
  void fingerprintsAreEqualForEqualTextsUnderOneKeyOnly() {
    byte[] text = "hunter2".getBytes(UTF_8);

    assertThat(box.fingerprint(text)).isEqualTo(SecretKeys.fromText(key).fingerprint(text));
    assertThat(box.fingerprint(text))
        .isNotEqualTo(SecretKeys.fromText(SecretKeys.newKey()).fingerprint(text));
  }

  @Test
  void aKeyFileIsMadeOnceForItsOwnerOnly(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("new/secret.key");
    String sealed = SecretKeys.fromFile(file).sealText("hunter2");

    assertThat(SecretKeys.fromFile(file).openText(sealed)).isEqualTo("hunter2");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aBadKeyIsRefusedWithoutBeingRepeated() {
    assertThatThrownBy(() -> SecretKeys.fromText("hunter2hunter2"))
        .hasMessageContaining("32 random bytes")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> SecretKeys.fromText("  "))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

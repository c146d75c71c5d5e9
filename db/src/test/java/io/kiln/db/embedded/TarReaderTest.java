package io.kiln.db.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TarReaderTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream archive = new ByteArrayOutputStream();

  private void entry(String name, char kind, String linkTo, String content) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000755");
    put(header, 124, "%011o".formatted(content.length()));
    header[156] = (byte) kind;
    put(header, 157, linkTo);
    put(header, 257, "ustar");
    archive.writeBytes(header);
    archive.writeBytes(content.getBytes(UTF_8));
    archive.writeBytes(new byte[(512 - content.length() % 512) % 512]);
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private void unpack() throws IOException {
    archive.writeBytes(new byte[1024]);
    TarReader.unpack(
        new ByteArrayInputStream(archive.toByteArray()),
        Files.createDirectories(folder.resolve("target")));
  }

  @Test
  void filesFoldersAndLinksAreUnpacked() throws Exception {
    entry("bin/", '5', "", "");
    entry("bin/tool", '0', "", "x".repeat(700));
    entry("bin/alias", '2', "tool", "");
    unpack();

    assertThat(folder.resolve("target/bin/tool")).hasContent("x".repeat(700)).isExecutable();
    assertThat(folder.resolve("target/bin/alias")).isSymbolicLink().hasContent("x".repeat(700));
  }

  @Test
  void nothingIsWrittenOutsideOfTheTarget() {
    entry("../evil", '0', "", "x");

    assertThatThrownBy(this::unpack).hasMessageContaining("leads out of the archive");
    assertThat(folder.resolve("evil")).doesNotExist();
  }

  @Test
  void aLinkOutOfTheTargetIsRefused() {
    entry("bin/link", '2', "../../evil", "");

    assertThatThrownBy(this::unpack).hasMessageContaining("leads out of the archive");
  }

  @Test
  void anUnknownKindOfEntryIsRefused() {
    entry("device", '3', "", "");

    assertThatThrownBy(this::unpack).hasMessageContaining("unknown kind 3");
  }

  @Test
  void anArchiveThatBreaksOffIsRefused() {
    entry("tool", '0', "", "x".repeat(700));
    byte[] half = java.util.Arrays.copyOf(archive.toByteArray(), 700);

    assertThatThrownBy(() -> TarReader.unpack(new ByteArrayInputStream(half), folder))
        .isInstanceOf(EOFException.class);
  }
}

package io.kiln.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Folders of this run, under target/it: they stay for who looks into a failure. */
public final class Scratch {

  private static final String RUN = UUID.randomUUID().toString().substring(0, 8);
  private static final Path ROOT = Path.of("target", "it", RUN).toAbsolutePath();

  private Scratch() {}

  /** A folder that is there. */
  public static Path folder(String name) {
    try {
      return Files.createDirectories(ROOT.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What distinguishes this run from all others, for names. */
  public static String run() {
    return RUN;
  }
}

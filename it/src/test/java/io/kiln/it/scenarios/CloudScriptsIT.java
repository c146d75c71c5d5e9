package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kiln.it.harness.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clouds that ship, on several engines or with real images, by the scripts in it/cloud. */
class CloudScriptsIT {

  /** What a script ends with when it misses something. */
  private static final int SKIPPED = 77;

  @ParameterizedTest
  @ValueSource(strings = {"overcloud", "undercloud"})
  void theCloudComesUpInThePlannedOrderAndGoesAgain(String cloud) throws Exception {
    assumeTrue(
        System.getenv("KILN_CLOUD_SCRIPTS") != null,
        "SKIPPED: KILN_CLOUD_SCRIPTS does not name the folder that starts engines and makes"
            + " images");
    Path log = Scratch.folder("cloud").resolve(cloud + ".log");
    int code =
        new ProcessBuilder(Path.of("cloud", cloud).toAbsolutePath().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assumeFalse(code == SKIPPED, () -> "SKIPPED: " + tail(log));
    assertThat(code).as(tail(log)).isZero();
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }
}

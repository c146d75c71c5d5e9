package io.kiln.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Others' tools find nothing wrong with the document: Redocly's linter, and a validator that brings
 * the official JSON Schema of OpenAPI 3.1. Both come from npm; where they cannot be had, this says
 * so and is skipped.
 */
class LintTest {

  private static final String LINTER = "@redocly/cli@2.77.0";
  private static final String VALIDATOR = "@seriousme/openapi-schema-validator@2.11.0";
  private static final Path DOCUMENT =
      Path.of("src/main/resources/io/kiln/api/v2/openapi.json").toAbsolutePath();
  private static final Path RULES = Path.of("src/test/openapi/redocly.yaml").toAbsolutePath();

  /** To fetch it the first time, on a slow line. */
  private static final long PATIENCE_SECONDS = 180;

  @TempDir private Path folder = Path.of("");

  private record Ended(int status, String said) {}

  @Test
  void theLinterFindsNoErrorAndNoWarning() throws Exception {
    assumeHad(LINTER, "2.77.0", "redocly", "--version");
    Ended lint = npx(LINTER, "redocly", "lint", "--config", RULES.toString(), DOCUMENT.toString());

    assertThat(lint.said()).contains("is valid").doesNotContainPattern("You have \\d+ warning");
    assertThat(lint.status()).as(lint.said()).isZero();
  }

  @Test
  void theLinterFindsAMistake() throws Exception {
    assumeHad(LINTER, "2.77.0", "redocly", "--version");
    Ended lint =
        npx(
            LINTER,
            "redocly",
            "lint",
            "--config",
            RULES.toString(),
            broken("\"operationId\"", "\"operationid\""));

    assertThat(lint.status()).as(lint.said()).isEqualTo(1);
  }

  @Test
  void theOfficialSchemaOfOpenApiHolds() throws Exception {
    assumeHad(VALIDATOR, "\"valid\": false", "validate-api", "nothing.json");
    Ended check = npx(VALIDATOR, "validate-api", DOCUMENT.toString());

    assertThat(check.status()).as(check.said()).isZero();
    assertThat(check.said()).contains("\"valid\": true");
  }

  @Test
  void theOfficialSchemaFindsAMistake() throws Exception {
    assumeHad(VALIDATOR, "\"valid\": false", "validate-api", "nothing.json");
    Ended check = npx(VALIDATOR, "validate-api", broken("\"in\" : \"path\"", "\"in\" : \"way\""));

    assertThat(check.status()).as(check.said()).isNotZero();
  }

  private String broken(String good, String bad) throws IOException {
    Path file = folder.resolve("broken.json");
    Files.writeString(file, Files.readString(DOCUMENT).replace(good, bad));
    return file.toString();
  }

  /** Skips the test unless the tool says what it says when it is there. */
  private void assumeHad(String tool, String sign, String command, String argument)
      throws Exception {
    Ended asked;
    try {
      asked = npx(tool, command, argument);
    } catch (IOException e) {
      asked = new Ended(127, String.valueOf(e.getMessage()));
    }
    assumeTrue(
        asked.said().contains(sign),
        "SKIPPED: %s cannot be had by npx: %s".formatted(tool, asked.said()));
  }

  private Ended npx(String tool, String... command) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("npx", "--yes", "--package", tool));
    line.addAll(List.of(command));
    Path said = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("REDOCLY_TELEMETRY", "off");
    builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return new Ended(124, "no answer in " + PATIENCE_SECONDS + " s");
    }
    return new Ended(process.exitValue(), Files.readString(said));
  }
}

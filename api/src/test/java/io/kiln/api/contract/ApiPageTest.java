package io.kiln.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kiln.api.boot.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/api-v2.md} knows every route, and what it tells people to type works. */
class ApiPageTest {

  private static final Path PAGE = Path.of("../docs/api-v2.md");
  private static final Pattern SHELL = Pattern.compile("(?s)```sh\n(.*?)```");

  @TempDir private Path folder = Path.of("");

  @Test
  void thePageKnowsEveryRouteAndNoOther() throws IOException {
    List<String> rows = new ArrayList<>();
    Contract.shipped()
        .document()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            rows.add(
                                "| `%s %s` | %s |"
                                    .formatted(
                                        method.getKey().toUpperCase(Locale.ROOT),
                                        path.getKey(),
                                        method.getValue().path("summary").asString()))));
    assertThat(Files.readString(PAGE).lines().filter(line -> line.startsWith("| `")))
        .as("the table of %s is to be:\n%s", PAGE, String.join("\n", rows))
        .containsExactlyElementsOf(rows);
  }

  @Test
  void whatThePageTellsPeopleToTypeWorks() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "SKIPPED: no /usr/bin/curl");
    Matcher blocks = SHELL.matcher(Files.readString(PAGE));
    var script = new StringBuilder("set -eux\n");
    while (blocks.find()) {
      script.append(blocks.group(1));
    }
    Path said = folder.resolve("said.txt");
    try (TestServer server = TestServer.start()) {
      Process shell =
          new ProcessBuilder(
                  "sh", "-c", script.toString().replace("http://127.0.0.1:8004", server.base()))
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      assertThat(shell.waitFor()).as(() -> read(said)).isZero();
    }
    assertThat(read(said))
        .contains("Plan: 1 to create")
        .contains("event: settled")
        .contains("\"status\":\"up\"")
        .containsPattern("If-Match: \"[0-9a-f]{32}\"")
        .contains("Host node-1 is up");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}

package io.kiln.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every file in {@code cases/} is one run: command, recorded server, and what must come out.
 * Rewrite what must come out with {@code -Dgolden=rewrite}, then read the difference.
 */
final class CommandLineTest {
  private static final Path CASES = Path.of("src/test/resources/cases");

  @TestFactory
  Stream<DynamicTest> everyRecordedRunGoesAsItDid() throws IOException {
    return cases().stream()
        .map(path -> DynamicTest.dynamicTest(String.valueOf(path.getFileName()), () -> run(path)));
  }

  /** A factory over an empty folder would be green. */
  @Test
  void thereAreCases() throws IOException {
    assertThat(cases()).hasSizeGreaterThan(10);
  }

  private static List<Path> cases() throws IOException {
    try (var files = Files.list(CASES)) {
      return files.filter(path -> path.toString().endsWith(".case")).sorted().toList();
    }
  }

  private static void run(Path path) throws IOException {
    var golden = GoldenCase.read(path);
    var directory = Files.createTempDirectory("kiln-case").toRealPath();
    try (var server = new RecordedServer(golden.section("server"))) {
      golden.writeFiles(directory, server.url());
      var typed = golden.section("typed");
      var run =
          Run.of(
              directory,
              golden.environment(server.url(), directory),
              typed,
              !typed.isEmpty(),
              golden.command());
      var actual = GoldenCase.actual(run, server.requests(), server.url(), directory);
      if ("rewrite".equals(System.getProperty("golden"))) {
        golden.rewrite(actual);
      } else {
        assertThat(actual).isEqualTo(golden.expected());
      }
    }
  }
}

package io.kiln.templates.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.source.Rendering;
import io.kiln.templates.text.TextLimits;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Bodies of large real stacks, as a stock client sent them, compile without a finding. They are no
 * part of the project: {@code -Dkiln.bodies=DIR} says where {@code *-body.json.gz} are.
 */
class RecordedBodiesTest {

  private static final StackIdentity STACK =
      new StackIdentity("demo", "demo", "3095aefc-09fb-4bc7-b1f0-f21a304e864c");

  /** The recorded service ran with this nesting depth. */
  private static final Limits LIMITS = new Limits(TextLimits.DEFAULT, 10, 100_000);

  @Test
  void recordedBodiesCompileWithoutAFinding() throws IOException {
    for (Path file : bodies()) {
      StackSource source = source(file);
      long began = System.nanoTime();
      Evaluated<Optional<Frame>> compiled =
          new HeatCompiler(new OpenCatalog(), LIMITS).compile(source, STACK);
      long millis = (System.nanoTime() - began) / 1_000_000;
      System.out.printf("%s: compiled in %d ms%n", file.getFileName(), millis);
      assertThat(new Rendering(source.files()).render(compiled.diagnostics())).isEmpty();
      assertThat(compiled.result()).isPresent();
    }
  }

  /** The folder of that name beside the project, or beside a folder around it. */
  private static String beside() {
    Path here = Path.of("").toAbsolutePath();
    while (here.getParent() != null) {
      Path folder = here.resolve("shared/corpus");
      if (Files.isDirectory(folder)) {
        return folder.toString();
      }
      here = here.getParent();
    }
    return "../shared/corpus";
  }

  private static List<Path> bodies() throws IOException {
    Path folder = Path.of(System.getProperty("kiln.bodies", beside()));
    assumeTrue(
        Files.isDirectory(folder),
        "SKIPPED: no recorded bodies in %s; give their folder with -Dkiln.bodies=DIR"
            .formatted(folder));
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith("-body.json.gz")).sorted().toList();
    }
  }

  static StackSource source(Path file) throws IOException {
    Value.MapOf body;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      body = (Value.MapOf) Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    Map<String, String> files = new HashMap<>();
    ((Value.MapOf) body.get("files"))
        .entries()
        .forEach((name, text) -> files.put(name, ((Value.Text) text).value()));
    return new StackSource(
        Json.write(body.get("template")),
        "template.json",
        files,
        List.of(),
        Optional.of(Json.write(body.get("environment"))),
        Map.of());
  }
}

package io.kiln.templates.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.source.Diagnostic;
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
import java.util.Set;
import java.util.TreeSet;
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

  /**
   * What is wrong in templates that were sent along but that no resource used, so that the recorded
   * service never looked at them: Heat refuses a {@code get_attr} of a text too.
   */
  private static final Set<String> MISTAKES =
      Set.of(
          "file:///tht/deployment/neutron/neutron-plugin-nsx-container-puppet.yaml: Arguments to"
              + " \"get_attr\" must be of the form [resource_name, attribute, (path), ...]");

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

  @Test
  void eachTemplateOfTheBodiesHoldsByItself() throws IOException {
    var compiler = new HeatCompiler(new OpenCatalog(), LIMITS);
    int checked = 0;
    int remarks = 0;
    Set<String> wrong = new TreeSet<>();
    for (Path file : bodies()) {
      StackSource whole = source(file);
      for (var text : whole.files().entrySet()) {
        if (!text.getValue().contains("heat_template_version")) {
          continue; // an environment, or what get_file wants
        }
        checked++;
        var alone =
            new StackSource(
                text.getValue(),
                text.getKey(),
                whole.files(),
                List.of(),
                whole.environment(),
                Map.of());
        List<Diagnostic> found = compiler.lint(alone);
        List<Diagnostic> errors =
            found.stream().filter(one -> one.severity() == Diagnostic.Severity.ERROR).toList();
        // Heat says nothing of what is merely odd, such as a key it does not look at.
        remarks += found.size() - errors.size();
        errors.stream()
            .map(one -> one.at().file() + ": " + one.message())
            .filter(one -> !MISTAKES.contains(one))
            .forEach(wrong::add);
      }
    }
    System.out.printf(
        "%d templates of recorded bodies checked by themselves, %d remarks%n", checked, remarks);
    assertThat(wrong).isEmpty();
    assertThat(checked).isGreaterThan(100);
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

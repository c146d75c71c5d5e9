package io.kiln.templates.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Rendering;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every {@code src/test/corpus/<topic>/<case>.yaml} compiles to its {@code .json} (outputs and
 * properties) and {@code .err} (findings as shown). {@code -Dgolden.rewrite=true} writes them anew.
 */
class GoldenTest {

  private static final Path CORPUS = Path.of("src/test/corpus");
  private static final boolean REWRITE = Boolean.getBoolean("golden.rewrite");
  private static final StackIdentity STACK =
      new StackIdentity("demo-project", "demo", "3095aefc-09fb-4bc7-b1f0-f21a304e864c");

  /** Listed once: mutation testing asks for every case by itself, thousands of times. */
  private static final List<Path> CASES = files(".yaml");

  private final Compiler compiler =
      new HeatCompiler(
          new SampleCatalog(), Limits.DEFAULT, SampleElsewhere.SITE, new SampleElsewhere());
  private final Compiler alone = new HeatCompiler(new SampleCatalog(), Limits.DEFAULT);

  @TestFactory
  Stream<DynamicTest> everyCaseComesToWhatIsWrittenBesideIt() {
    assertThat(CASES).isNotEmpty();
    return CASES.stream()
        .map(file -> DynamicTest.dynamicTest(CORPUS.relativize(file).toString(), () -> run(file)));
  }

  @Test
  void noExpectationIsLeftWithoutItsCase() throws IOException {
    List<Path> orphans = new ArrayList<>();
    for (Path file : Stream.concat(files(".json").stream(), files(".err").stream()).toList()) {
      String name = file.getFileName().toString();
      String stem = name.substring(0, name.lastIndexOf('.'));
      if (!Files.exists(file.resolveSibling(stem + ".yaml"))) {
        orphans.add(file);
      }
    }
    assertThat(orphans).isEmpty();
  }

  private void run(Path file) throws IOException {
    GoldenCase golden = GoldenCase.parse(Files.readString(file));
    Evaluated<Optional<Frame>> compiled =
        (golden.alone() ? alone : compiler).compile(golden.source(), STACK);
    List<Diagnostic> found = new ArrayList<>(compiled.diagnostics());
    String json = "";
    if (!compiled.failed() && compiled.result().isPresent()) {
      json = new Outcome(compiled.result().get(), found).json();
    }
    Map<String, String> sources = new LinkedHashMap<>(golden.source().files());
    sources.put("case.yaml", golden.source().template());
    golden.source().environment().ifPresent(text -> sources.put("environment", text));
    expect(file, ".json", json);
    expect(file, ".err", new Rendering(sources).render(found));
  }

  private static void expect(Path file, String suffix, String actual) throws IOException {
    String name = file.getFileName().toString();
    Path expectation = file.resolveSibling(name.substring(0, name.length() - 5) + suffix);
    if (REWRITE) {
      if (actual.isEmpty()) {
        Files.deleteIfExists(expectation);
      } else {
        Files.writeString(expectation, actual);
      }
      return;
    }
    String expected = Files.exists(expectation) ? Files.readString(expectation) : "";
    assertThat(actual).as(expectation.toString()).isEqualTo(expected);
  }

  private static List<Path> files(String suffix) {
    try (Stream<Path> all = Files.walk(CORPUS)) {
      return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

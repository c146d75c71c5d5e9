package io.kiln.templates.corpus;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.templates.catalogue.Catalogue;
import io.kiln.templates.catalogue.Code;
import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.lint.SecondLook;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.Rendering;
import io.kiln.templates.text.TextLimits;
import io.kiln.templates.text.TextReader;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every code has an entry in the catalogue, an example {@code src/test/diagnostics/<code>.yaml}
 * that shows it, and a page {@code docs/diagnostics/<code>.md} made of both. {@code
 * -Dgolden.rewrite=true} writes the pages anew.
 */
class DiagnosticsTest {

  private static final Path EXAMPLES = Path.of("src/test/diagnostics");
  private static final Path PAGES = Path.of("../docs/diagnostics");
  private static final boolean REWRITE = Boolean.getBoolean("golden.rewrite");
  private static final Pattern KEBAB = Pattern.compile("[a-z]+(-[a-z]+)+");

  /** Codes that no example of a few lines could show, and why. */
  private static final Map<String, String> WITHOUT_EXAMPLE =
      Map.of(
          "bad-encoding", "An example would not be a text.",
          "immutable-parameter", "An example would need a stack to be updated.",
          "text-too-large", "An example would be larger than 512 KiB.",
          "too-many-resources", "An example would have 100,000 resources.",
          "value-too-deep", "An example would have a hundred levels.");

  /** Texts of the program that look like codes and are none. */
  private static final Set<String> NO_CODES = Set.of();

  @Test
  void everyCodeOfTheProgramStandsInTheCatalogue() throws IOException {
    Set<String> known =
        Catalogue.all().stream().map(Code::name).collect(toCollection(TreeSet::new));
    Set<String> used = new TreeSet<>();
    try (Stream<Path> classes = Files.walk(Path.of("target/classes/io/kiln/templates"))) {
      for (Path file : classes.filter(one -> one.toString().endsWith(".class")).toList()) {
        if (!file.toString().contains("catalogue")) {
          texts(file).filter(KEBAB.asMatchPredicate()).forEach(used::add);
        }
      }
    }
    used.removeAll(NO_CODES);
    assertThat(used).hasSizeGreaterThan(40);
    assertThat(known)
        .as("codes in io.kiln.templates.catalogue; a new code needs an entry there and an example")
        .containsAll(used);
    known.removeAll(used);
    assertThat(known).as("codes that nothing in this room reports").isSubsetOf("bad-encoding");
  }

  private static Stream<String> texts(Path file) throws IOException {
    var pool = ClassFile.of().parse(file).constantPool();
    return StreamSupport.stream(pool.spliterator(), false)
        .filter(StringEntry.class::isInstance)
        .map(entry -> ((StringEntry) entry).stringValue());
  }

  @TestFactory
  Stream<DynamicTest> everyCodeHasAnExampleAndAPage() {
    return Catalogue.all().stream()
        .map(code -> DynamicTest.dynamicTest(code.name(), () -> expect(code.name(), page(code))));
  }

  @Test
  void thereIsAListOfAllPages() throws IOException {
    var list = new StringBuilder(DiagnosticPage.LIST_HEAD);
    Catalogue.all().forEach(code -> list.append(DiagnosticPage.line(code)));
    expect("README", list.toString());
  }

  @Test
  void noPageAndNoExampleIsLeftWithoutItsCode() throws IOException {
    List<String> orphans = new ArrayList<>();
    for (Path folder : List.of(EXAMPLES, PAGES)) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(file -> file.getFileName().toString().replaceFirst("\\.[a-z]+$", ""))
            .filter(name -> !name.equals("README") && Catalogue.find(name).isEmpty())
            .forEach(orphans::add);
      }
    }
    assertThat(orphans).isEmpty();
  }

  private static String page(Code code) throws IOException {
    Path example = EXAMPLES.resolve(code.name() + ".yaml");
    String reason = WITHOUT_EXAMPLE.get(code.name());
    if (reason != null) {
      return DiagnosticPage.of(code, reason);
    }
    assertThat(example).as("the example of " + code.name()).exists();
    String text = Files.readString(example);
    GoldenCase golden = GoldenCase.parse(text);
    List<Diagnostic> shown =
        found(golden).stream().filter(one -> one.code().equals(code.name())).toList();
    assertThat(shown).as("what the example of %s shows", code.name()).isNotEmpty();
    assertThat(shown).extracting(Diagnostic::severity).containsOnly(code.severity());
    return DiagnosticPage.of(code, text, new Rendering(sources(golden)).render(shown));
  }

  private static List<Diagnostic> found(GoldenCase golden) {
    var findings = new Findings();
    findings.addAll(
        new HeatCompiler(new SampleCatalog(), Limits.DEFAULT)
            .compile(golden.source(), new StackIdentity("demo", "demo", ""))
            .diagnostics());
    String template = golden.source().template();
    new TextReader(TextLimits.DEFAULT)
        .document(template, "case.yaml", new Findings())
        .map(document -> document.root())
        .ifPresent(
            root ->
                findings.addAll(
                    SecondLook.at(template, "case.yaml", root, (_, _) -> Optional.empty())));
    return findings.sorted();
  }

  private static Map<String, String> sources(GoldenCase golden) {
    Map<String, String> sources = new LinkedHashMap<>(golden.source().files());
    sources.put("case.yaml", golden.source().template());
    return sources;
  }

  private static void expect(String name, String page) throws IOException {
    Path file = PAGES.resolve(name + ".md");
    if (REWRITE) {
      Files.createDirectories(PAGES);
      Files.writeString(file, page);
    }
    assertThat(file).as("write it with -Dgolden.rewrite=true").exists();
    assertThat(page).as(file.toString()).isEqualTo(Files.readString(file));
  }
}

package io.kiln.templates.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.schema.TypeCatalog;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.value.Value;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Templates that others wrote give a model or located errors, never an exception. They are no part
 * of the project: {@code -Dkiln.corpus=DIR} says where they are. What a text looks like is reported
 * by dialect, with the codes of what was found.
 */
class OthersTemplatesTest {

  @Test
  void everyTemplateGivesAModelOrLocatedErrors() throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    List<String> nowhere = new ArrayList<>();
    for (Path file : files()) {
      Optional<String> text = text(file);
      if (text.isEmpty()) {
        continue;
      }
      String dialect = dialect(text.get());
      List<Diagnostic> checked =
          new HeatCompiler(new AnyType(), Limits.DEFAULT)
              .lint(
                  new StackSource(
                      text.get(), "t", Map.of(), List.of(), Optional.empty(), Map.of()));
      boolean failed =
          checked.stream().anyMatch(found -> found.severity() == Diagnostic.Severity.ERROR);
      counts.merge(dialect + (failed ? ": with errors" : ": clean"), 1, Integer::sum);
      for (Diagnostic found : checked) {
        counts.merge("%s: %s".formatted(dialect, found.code()), 1, Integer::sum);
        if (!found.at().isSomewhere()) {
          nowhere.add(file + ": " + found);
        }
        if (Boolean.getBoolean("kiln.corpus.show")) {
          System.out.printf("%s: %s%n", file, found);
        }
      }
    }
    counts.forEach((what, count) -> System.out.printf("%6d %s%n", count, what));
    assertThat(nowhere).isEmpty();
  }

  private static String dialect(String text) {
    return Stream.of(
            "heat_template_version", "HeatTemplateFormatVersion", "AWSTemplateFormatVersion")
        .filter(text::contains)
        .findFirst()
        .orElse(text.contains("Resources") ? "Resources" : "other");
  }

  private static Optional<String> text(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file));
    } catch (MalformedInputException _) {
      return Optional.empty();
    }
  }

  private static List<Path> files() throws IOException {
    String folder = System.getProperty("kiln.corpus", "");
    assumeTrue(
        !folder.isEmpty() && Files.isDirectory(Path.of(folder)),
        "SKIPPED: no templates of others; give their folder with -Dkiln.corpus=DIR");
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files
          .filter(file -> file.toString().matches(".*\\.(ya?ml|json|template)"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  /** A catalog to which every type is known, with whatever properties. */
  private static final class AnyType implements TypeCatalog {

    @Override
    public Optional<ResourceSchema> find(String type) {
      return Optional.of(
          new ResourceSchema(type, "", new LinkedHashMap<>(), new LinkedHashMap<>(), true, true));
    }

    @Override
    public SortedSet<String> types() {
      return new TreeSet<>();
    }

    @Override
    public boolean hasCheck(String constraint) {
      return true;
    }

    @Override
    public Optional<String> check(String constraint, Value value) {
      return Optional.empty();
    }
  }
}

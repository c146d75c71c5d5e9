package io.kiln.templates.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.templates.dialect.CfnDialect;
import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.Function;
import io.kiln.templates.expression.Vocabulary;
import io.kiln.templates.function.Functions;
import io.kiln.templates.function.cfn.CfnFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The pages {@code docs/language/*.md} are what the functions say of themselves, with examples from
 * the golden files. {@code -Dgolden.rewrite=true} writes them anew.
 */
class LanguageReferenceTest {

  private static final Path PAGES = Path.of("../docs/language");
  private static final Path CORPUS = Path.of("src/test/corpus");

  /** Functions that mean nothing without the rest of a template. */
  private static final Set<String> OF_THE_TEMPLATE =
      Set.of(
          "get_param", "get_attr", "if", "Ref", "Fn::Sub", "Fn::GetAtt", "Fn::FindInMap", "Fn::If");

  private static final boolean REWRITE = Boolean.getBoolean("golden.rewrite");
  private static final String ORIGIN =
      "Made from what the functions say of themselves and from the golden files in"
          + " `templates/src/test/corpus`, which are tested.\n";

  @Test
  void thePageOfHeatsOwnFormatIsUpToDate() throws IOException {
    var page = new StringBuilder("# Heat's own template format\n\n").append(ORIGIN);
    page.append(
        "\n## Versions\n\n| Version | Name | New functions | Gone |\n| --- | --- | --- | --- |\n");
    Set<String> before = new TreeSet<>();
    for (HotVersion version : HotVersion.values()) {
      Set<String> now = names(Functions.of(version));
      page.append(
          "| %s | %s | %s | %s |\n"
              .formatted(
                  version.date(),
                  version.alias().orElse(""),
                  listed(without(now, before)),
                  listed(without(before, now))));
      before = now;
    }
    page.append("\n## Functions\n");
    SortedMap<String, List<Function>> all =
        new TreeMap<>(Functions.all().stream().collect(Collectors.groupingBy(Function::name)));
    for (var function : all.entrySet()) {
      page.append("\n### %s\n\n".formatted(function.getKey()));
      Set<String> sentences = new LinkedHashSet<>();
      function.getValue().forEach(one -> sentences.add(one.summary()));
      sentences.forEach(sentence -> page.append(sentence).append('\n'));
      page.append('\n').append(versions(function.getValue())).append('\n');
      examples(CORPUS.resolve(function.getKey()), function.getKey(), page);
    }
    expect("hot.md", page.toString());
  }

  @Test
  void thePageOfCloudFormationIsUpToDate() throws IOException {
    var page = new StringBuilder("# CloudFormation templates\n\n").append(ORIGIN);
    Vocabulary heat = CfnFunctions.of(CfnDialect.HEAT, false);
    Vocabulary today = CfnFunctions.of(CfnDialect.AWS, false);
    Vocabulary extended = CfnFunctions.of(CfnDialect.AWS, true);
    SortedSet<String> all = new TreeSet<>(extended.values().keySet());
    all.addAll(extended.conditions().keySet());
    all.addAll(heat.values().keySet());
    page.append(
        """

        `AWSTemplateFormatVersion: "2010-09-09"` is Amazon's language of today. `HeatTemplateFormatVersion: "2012-12-12"` is the part of it that
        Heat has, with Heat's meaning. *Extended* means `Transform: AWS::LanguageExtensions`.

        | Function | Heat's | Amazon's | Extended | In conditions |
        | --- | --- | --- | --- | --- |
        """);
    for (String name : all) {
      page.append(
          "| %s | %s | %s | %s | %s |\n"
              .formatted(
                  name,
                  mark(heat.values().containsKey(name)),
                  mark(today.values().containsKey(name)),
                  mark(extended.values().containsKey(name)),
                  mark(extended.conditions().containsKey(name))));
    }
    for (String name : all) {
      Function function =
          Stream.of(extended.values(), extended.conditions(), heat.values())
              .flatMap(functions -> Optional.ofNullable(functions.get(name)).stream())
              .findFirst()
              .orElseThrow();
      page.append("\n## %s\n\n%s\n".formatted(name, function.summary()));
      examples(CORPUS.resolve("cfn").resolve(folder(name)), name, page);
    }
    expect("cloudformation.md", page.toString());
  }

  private static void examples(Path folder, String function, StringBuilder page)
      throws IOException {
    List<ReferenceExamples.Example> plain =
        OF_THE_TEMPLATE.contains(function)
            ? List.of()
            : ReferenceExamples.of(folder, function, true);
    List<ReferenceExamples.Example> examples =
        plain.isEmpty() ? ReferenceExamples.of(folder, function, false) : plain;
    if (examples.isEmpty()) {
      page.append(ReferenceExamples.whole(folder).orElse(""));
      return;
    }
    if (plain.isEmpty()) {
      ReferenceExamples.given(folder, examples.getFirst())
          .ifPresent(given -> page.append("\nWith\n\n```yaml\n%s\n```\n".formatted(given)));
    }
    page.append("\n| Call | Value |\n| --- | --- |\n");
    examples.forEach(
        one -> page.append("| %s | %s |\n".formatted(code(one.call()), code(one.value()))));
  }

  /** Text as code in a table: bars divide columns even there. */
  private static String code(String text) {
    String fence = text.contains("`") ? "``" : "`";
    return fence + text.replace("|", "\\|") + fence;
  }

  private static String versions(List<Function> forms) {
    return forms.stream()
        .map(Function::availability)
        .map(LanguageReferenceTest::versions)
        .distinct()
        .collect(Collectors.joining("; ", "*", "*"));
  }

  private static String versions(Availability availability) {
    String values =
        availability
            .since()
            .map(
                since ->
                    availability
                        .removed()
                        .map(end -> "from %s, before %s".formatted(since.date(), end.date()))
                        .orElse("from " + since.date() + " on"))
            .orElse("");
    String conditions =
        availability
            .conditionSince()
            .map(since -> "in conditions from %s on".formatted(since.date()))
            .orElse("");
    return values.isEmpty() || conditions.isEmpty()
        ? values + conditions
        : values + ", " + conditions;
  }

  private static Set<String> names(Vocabulary vocabulary) {
    Set<String> names = new TreeSet<>(vocabulary.values().keySet());
    names.addAll(vocabulary.conditions().keySet());
    return names;
  }

  private static Set<String> without(Set<String> all, Set<String> others) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(others);
    return rest;
  }

  private static String listed(Set<String> names) {
    return String.join(", ", names);
  }

  private static String mark(boolean there) {
    return there ? "yes" : "";
  }

  /** {@code Fn::FindInMap} has its cases in {@code find_in_map}. */
  private static String folder(String function) {
    return function
        .replace("Fn::", "")
        .replace("AZs", "Azs")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  private static void expect(String name, String page) throws IOException {
    Path file = PAGES.resolve(name);
    if (REWRITE) {
      Files.createDirectories(PAGES);
      Files.writeString(file, page);
    }
    assertThat(file).as("write it with -Dgolden.rewrite=true").exists();
    assertThat(page).isEqualTo(Files.readString(file));
  }
}

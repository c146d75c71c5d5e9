package io.kiln.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kiln.templates.lint.DocumentKind;
import io.kiln.templates.source.Findings;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.TextLimits;
import io.kiln.templates.text.TextReader;
import io.kiln.templates.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The schemas in {@code docs/schema} are those that the program makes, and take what Kiln takes.
 * {@code -Dgolden.rewrite=true} writes them anew.
 */
class SchemasTest {

  private static final Path PAGES = Path.of("../../docs/schema");
  private static final Path LIBRARY = Path.of("../../templates/library");
  private static final Path CORPUS = Path.of("../../templates/src/test/corpus");
  private static final boolean REWRITE = Boolean.getBoolean("golden.rewrite");

  private static final SchemaRegistry SPECIFICATION =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Schema TEMPLATE = SPECIFICATION.getSchema(Schemas.template.text());
  private static final Schema CLOUD_FORMATION =
      SPECIFICATION.getSchema(Schemas.cloudformation.text());
  private static final Schema ENVIRONMENT = SPECIFICATION.getSchema(Schemas.environment.text());

  @ParameterizedTest
  @EnumSource
  void theSchemaThatShipsIsTheOneTheProgramMakes(Schemas schema) throws IOException {
    Path file = PAGES.resolve(schema.name() + ".json");
    if (REWRITE) {
      Files.createDirectories(PAGES);
      Files.writeString(file, schema.text());
    }
    assertThat(file).as("write it with -Dgolden.rewrite=true").exists();
    assertThat(schema.text()).isEqualTo(Files.readString(file));
  }

  @ParameterizedTest
  @EnumSource
  void theSchemaIsASchema(Schemas schema) {
    Schema rules =
        SPECIFICATION.getSchema(
            SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    assertThat(rules.validate(schema.text(), InputFormat.JSON)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> whatShipsIsValid() throws IOException {
    return yaml(LIBRARY).stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    LIBRARY.relativize(file).toString(),
                    () -> assertThat(complaints(Files.readString(file))).isEmpty()));
  }

  /** Of the language's own examples those without a finding; types of the tests are let through. */
  @TestFactory
  Stream<DynamicTest> whatCompilesIsValid() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : yaml(CORPUS)) {
      String stem = file.getFileName().toString().replaceFirst("\\.yaml$", "");
      if (!Files.exists(file.resolveSibling(stem + ".json"))
          || Files.exists(file.resolveSibling(stem + ".err"))) {
        continue;
      }
      String text = ("\n" + Files.readString(file)).split("\n#### ", 2)[0];
      tests.add(
          DynamicTest.dynamicTest(
              CORPUS.relativize(file).toString(), () -> assertThat(complaints(text)).isEmpty()));
    }
    assertThat(tests).hasSizeGreaterThan(50);
    return tests.stream();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          heat_template_version: 2019-01-01                                                          | enum
          {heat_template_version: 2018-08-31, resorces: {}}                                          | additionalProperties
          {heat_template_version: 2018-08-31, parameters: {n: {type: integer}}}                      | enum
          {heat_template_version: 2018-08-31, parameters: {n: {type: number, default: [1]}}}         | type
          {heat_template_version: 2018-08-31, resources: {a: {properties: {}}}}                      | required
          {heat_template_version: 2018-08-31, resources: {a: {type: OS::Heat::Value}}}               | required
          {heat_template_version: 2018-08-31, resources: {a: {type: OS::Heat::RandomString, properties: {lenght: 8}}}} | additionalProperties
          {heat_template_version: 2018-08-31, resources: {a: {type: OS::Heat::RandomString, properties: {length: 0}}}} | minimum
          {heat_template_version: 2018-08-31, outputs: {o: {description: x}}}                        | required
          {Resources: {A: {Type: "OS::Heat::RandomString", Properties: {length: 0}}}}                | minimum
          {AWSTemplateFormatVersion: "2010-09-09", Resources: {A: {Typ: x}}}                         | additionalProperties
          {resource_registry: {"A::B": [c.yaml]}}                                                    | type
          {parameter_default: {}, parameters: {}}                                                    | additionalProperties
          """)
  void whatIsWrongIsNotValid(String text, String keyword) {
    Node root = read(text);
    assertThat(schema(root).validate(Json.write(root.value()), InputFormat.JSON))
        .extracting(error -> error.getKeyword())
        .contains(keyword);
  }

  private static List<String> complaints(String text) {
    Node root = read(text);
    return schema(root).validate(Json.write(root.value()), InputFormat.JSON).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private static Schema schema(Node root) {
    return switch (DocumentKind.of(root)) {
      case HOT -> TEMPLATE;
      case CLOUD_FORMATION -> CLOUD_FORMATION;
      case ENVIRONMENT -> ENVIRONMENT;
    };
  }

  private static Node read(String text) {
    var findings = new Findings();
    Optional<Node> root =
        new TextReader(TextLimits.DEFAULT)
            .document(text, "text", findings)
            .map(document -> document.root());
    assertThat(findings.sorted()).isEmpty();
    return root.orElseThrow();
  }

  private static List<Path> yaml(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}

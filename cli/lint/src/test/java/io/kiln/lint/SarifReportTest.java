package io.kiln.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kiln.templates.catalogue.Catalogue;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Diagnostic.Severity;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SarifReportTest {

  private static final Optional<String> NUMBER = Optional.of("1.2.3");
  private static final Optional<URI> PAGES = Optional.of(URI.create("file:///opt/kiln/docs/"));

  @Test
  void theReportIsWhatItsStandardWants() throws IOException {
    List<Diagnostic> findings = new ArrayList<>();
    Catalogue.all()
        .forEach(
            code ->
                findings.add(
                    new Diagnostic(
                        code.severity(),
                        code.name(),
                        "What is wrong",
                        "resources.a",
                        new SourceSpan("odd names/ü %.yaml", 3, 5, 4, 1),
                        Optional.of("do better"))));
    findings.add(Diagnostic.error("missing-file", "nowhere", "", SourceSpan.NOWHERE));
    findings.add(
        Diagnostic.error("missing-file", "far", "", new SourceSpan("/etc/a.yaml", 1, 1, 1, 2)));
    assertThat(complaints(SarifReport.of(new Report(findings, 3, Map.of()), PAGES, NUMBER)))
        .isEmpty();
    assertThat(
            complaints(
                SarifReport.of(
                    new Report(List.of(), 1, Map.of()), Optional.empty(), Optional.empty())))
        .isEmpty();
  }

  @Test
  void aResultPointsAtItsRuleAndTheRuleAtItsPage() {
    Diagnostic found =
        new Diagnostic(
            Severity.WARNING,
            "octal-number",
            "0644 is read as an octal number: 420.",
            "parameters.mode.default",
            new SourceSpan("web.yaml", 2, 44, 2, 48),
            Optional.of("quote it"));
    Value log = Json.parse(SarifReport.of(new Report(List.of(found), 1, Map.of()), PAGES, NUMBER));
    assertThat(Json.write(at(log, "results", 0)))
        .isEqualTo(
            "{\"ruleId\":\"octal-number\",\"ruleIndex\":0,\"level\":\"warning\",\"message\":{\"text\":\"0644"
                + " is read as an octal number: 420. (quote"
                + " it)\"},\"locations\":[{\"physicalLocation\":"
                + "{\"artifactLocation\":{\"uri\":\"web.yaml\"},\"region\":{\"startLine\":2,\"startColumn\":44,"
                + "\"endLine\":2,\"endColumn\":48}},\"logicalLocations\":[{\"fullyQualifiedName\":"
                + "\"parameters.mode.default\"}]}]}");
    assertThat(Json.write(log))
        .contains("\"driver\":{\"name\":\"kiln lint\",\"version\":\"1.2.3\"")
        .contains("\"helpUri\":\"file:///opt/kiln/docs/diagnostics/octal-number.md\"");
  }

  private static Value at(Value log, String key, int index) {
    var runs = (Value.ListOf) ((Value.MapOf) log).get("runs");
    var list = (Value.ListOf) ((Value.MapOf) runs.items().getFirst()).get(key);
    return list.items().get(index);
  }

  private static List<String> complaints(String log) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            SarifReportTest.class.getResourceAsStream("/sarif-schema-2.1.0.json"))) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
          .getSchema(in)
          .validate(log, InputFormat.JSON)
          .stream()
          .map(Object::toString)
          .toList();
    }
  }
}

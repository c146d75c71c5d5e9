package io.kiln.lint;

import io.kiln.templates.catalogue.Catalogue;
import io.kiln.templates.catalogue.Code;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Findings in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS), as code hosts
 * and editors read it. The rules carry the catalogue's text, so that a reader needs nothing else.
 */
public final class SarifReport {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final Report report;
  private final Optional<URI> documentation;
  private final Optional<String> version;
  private final List<String> rules;

  private SarifReport(Report report, Optional<URI> documentation, Optional<String> version) {
    this.report = report;
    this.documentation = documentation;
    this.version = version;
    this.rules = report.findings().stream().map(Diagnostic::code).sorted().distinct().toList();
  }

  /**
   * The whole of it.
   *
   * @param documentation the folder {@code docs/}, where it is known
   * @param version of Kiln, where it is known: classes that lie in no archive have none
   */
  public static String of(Report report, Optional<URI> documentation, Optional<String> version) {
    return Json.write(new SarifReport(report, documentation, version).log());
  }

  private Value log() {
    SequencedMap<String, Value> driver = new LinkedHashMap<>();
    driver.put("name", Value.text("kiln lint"));
    version.ifPresent(number -> driver.put("version", Value.text(number)));
    driver.put("rules", Value.list(rules.stream().map(this::rule).toList()));
    SequencedMap<String, Value> run = new LinkedHashMap<>();
    run.put("tool", object("driver", Value.map(driver)));
    run.put("columnKind", Value.text("unicodeCodePoints"));
    run.put("results", Value.list(report.findings().stream().map(this::result).toList()));
    SequencedMap<String, Value> log = new LinkedHashMap<>();
    log.put("$schema", Value.text(SCHEMA));
    log.put("version", Value.text("2.1.0"));
    log.put("runs", Value.list(List.of(Value.map(run))));
    return Value.map(log);
  }

  private Value rule(String name) {
    SequencedMap<String, Value> rule = new LinkedHashMap<>();
    rule.put("id", Value.text(name));
    Optional<Code> code = Catalogue.find(name);
    code.ifPresent(
        known -> {
          rule.put("shortDescription", object("text", Value.text(sentence(known.meaning()))));
          rule.put("fullDescription", object("text", Value.text(known.meaning())));
          rule.put("help", object("text", Value.text(known.meaning() + " " + known.mending())));
          rule.put("defaultConfiguration", object("level", Value.text(level(known.severity()))));
          documentation.ifPresent(
              folder -> rule.put("helpUri", Value.text(folder.toASCIIString() + known.page())));
        });
    return Value.map(rule);
  }

  private static String sentence(String text) {
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end + 1);
  }

  private Value result(Diagnostic found) {
    SequencedMap<String, Value> result = new LinkedHashMap<>();
    result.put("ruleId", Value.text(found.code()));
    result.put("ruleIndex", Value.number(rules.indexOf(found.code())));
    result.put("level", Value.text(level(found.severity())));
    String message =
        found.hint().map(hint -> found.message() + " (" + hint + ")").orElse(found.message());
    result.put("message", object("text", Value.text(message)));
    if (!found.at().file().isEmpty()) {
      result.put("locations", Value.list(List.of(location(found))));
    }
    return Value.map(result);
  }

  private static Value location(Diagnostic found) {
    SourceSpan at = found.at();
    SequencedMap<String, Value> physical = new LinkedHashMap<>();
    physical.put("artifactLocation", object("uri", Value.text(uri(at.file()))));
    if (at.isSomewhere()) {
      SequencedMap<String, Value> region = new LinkedHashMap<>();
      region.put("startLine", Value.number(at.line()));
      region.put("startColumn", Value.number(at.column()));
      region.put("endLine", Value.number(at.endLine()));
      region.put("endColumn", Value.number(at.endColumn()));
      physical.put("region", Value.map(region));
    }
    SequencedMap<String, Value> location = new LinkedHashMap<>();
    location.put("physicalLocation", Value.map(physical));
    if (!found.path().isEmpty()) {
      location.put(
          "logicalLocations",
          Value.list(List.of(object("fullyQualifiedName", Value.text(found.path())))));
    }
    return Value.map(location);
  }

  /** A file's name as a relative reference, or the address it is already. */
  private static String uri(String file) {
    if (file.contains("://")) {
      return file;
    }
    try {
      return file.startsWith("/")
          ? new URI("file", "", file, null).toASCIIString()
          : new URI(null, null, file, null).toASCIIString();
    } catch (URISyntaxException odd) {
      return "unnamed"; // a name that no reference can hold
    }
  }

  private static String level(Diagnostic.Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  private static Value object(String key, Value value) {
    SequencedMap<String, Value> one = new LinkedHashMap<>();
    one.put(key, value);
    return Value.map(one);
  }
}

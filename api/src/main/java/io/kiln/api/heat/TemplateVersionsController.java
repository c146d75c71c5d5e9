package io.kiln.api.heat;

import io.kiln.api.http.Query;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.templates.dialect.CfnDialect;
import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Function;
import io.kiln.templates.expression.Vocabulary;
import io.kiln.templates.function.Functions;
import io.kiln.templates.function.cfn.CfnFunctions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The template versions understood here, and the functions each has. */
@RestController
@RequestMapping("/v1/{project}/template_versions")
final class TemplateVersionsController {

  private static final String PREFIX = "heat_template_version.";

  /** All versions. */
  record Versions(List<Version> templateVersions) {}

  /** One of them. */
  record Version(String version, String type, List<String> aliases) {}

  /** A version's functions. */
  record Listed(List<Described> templateFunctions) {}

  /** One function; the key is a plural in Heat too. */
  record Described(String functions, String description) {}

  @GetMapping
  Versions versions() {
    Stream<Version> hot =
        Arrays.stream(HotVersion.values())
            .map(
                version ->
                    new Version(
                        version.listed(),
                        "hot",
                        version.alias().map(name -> PREFIX + name).stream().toList()));
    Stream<Version> cfn =
        Arrays.stream(CfnDialect.values())
            .map(dialect -> new Version(dialect.listed(), "cfn", List.of()));
    return new Versions(Stream.concat(hot, cfn).toList());
  }

  @GetMapping("/{version}/functions")
  Listed functions(@PathVariable String version, HttpServletRequest request) {
    Vocabulary vocabulary =
        vocabulary(version)
            .orElseThrow(
                () ->
                    new RefusedException(
                        Refusal.of(
                            404,
                            "NotFound",
                            "Template with version %s not found".formatted(version))));
    Map<String, Function> all = new TreeMap<>(vocabulary.values());
    if (new Query(request).bool("with_condition_func", false)) {
      all.putAll(vocabulary.conditions());
    }
    return new Listed(
        all.values().stream()
            .map(function -> new Described(function.name(), function.summary()))
            .toList());
  }

  private static Optional<Vocabulary> vocabulary(String version) {
    Optional<Vocabulary> cfn =
        Arrays.stream(CfnDialect.values())
            .filter(dialect -> dialect.listed().equals(version))
            .findFirst()
            .map(dialect -> CfnFunctions.of(dialect, true));
    return cfn.or(
        () ->
            Optional.of(version)
                .filter(name -> name.startsWith(PREFIX))
                .flatMap(name -> HotVersion.of(name.substring(PREFIX.length())))
                .map(Functions::of));
  }
}

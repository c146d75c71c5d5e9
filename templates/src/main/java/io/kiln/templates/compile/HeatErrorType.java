package io.kiln.templates.compile;

import io.kiln.templates.source.Diagnostic;
import java.util.List;
import java.util.Map;

/**
 * The names Heat's API gives errors, by the codes of findings: what clients find under {@code
 * error.type}.
 */
public final class HeatErrorType {

  /** What most mistakes in a template are to Heat. */
  public static final String STANDARD = "StackValidationFailed";

  private static final Map<String, String> BY_CODE =
      Map.ofEntries(
          Map.entry("missing-parameter", "UserParameterMissing"),
          Map.entry("unknown-parameter", "UserParameterMissing"),
          Map.entry("unknown-user-parameter", "UnknownUserParameter"),
          Map.entry("invalid-version", "InvalidTemplateVersion"),
          Map.entry("missing-version", "InvalidTemplateVersion"),
          Map.entry("removed-function", "InvalidTemplateVersion"),
          Map.entry("invalid-section", "InvalidTemplateSection"),
          Map.entry("invalid-reference", "InvalidTemplateReference"),
          Map.entry("unknown-attribute", "InvalidTemplateAttribute"),
          Map.entry("circular-dependency", "CircularDependencyException"),
          Map.entry("invalid-constraint", "InvalidSchemaError"),
          Map.entry("immutable-parameter", "ImmutableParameterModified"),
          Map.entry("invalid-default", "InvalidSchemaError"),
          Map.entry("invalid-parameter-type", "InvalidSchemaError"),
          Map.entry("too-many-resources", "RequestLimitExceeded"),
          Map.entry("nested-stacks-too-deep", "RequestLimitExceeded"),
          Map.entry("text-too-large", "RequestLimitExceeded"),
          Map.entry("text-expands-too-far", "RequestLimitExceeded"),
          Map.entry("yaml-syntax", "HTTPBadRequest"),
          Map.entry("bad-character", "HTTPBadRequest"),
          Map.entry("not-a-template", "HTTPBadRequest"),
          Map.entry("invalid-environment", "HTTPBadRequest"));

  private HeatErrorType() {}

  /** Heat's name for a finding with this code. */
  public static String of(String code) {
    return BY_CODE.getOrDefault(code, STANDARD);
  }

  /** Heat's name for what is wrong altogether: that of the first error. */
  public static String of(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .filter(found -> found.severity() == Diagnostic.Severity.ERROR)
        .findFirst()
        .map(found -> of(found.code()))
        .orElse(STANDARD);
  }
}

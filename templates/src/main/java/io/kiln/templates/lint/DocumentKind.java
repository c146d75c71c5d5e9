package io.kiln.templates.lint;

import io.kiln.templates.text.Node;
import java.util.List;
import java.util.Set;

/** What a text is, told by its sections. */
public enum DocumentKind {
  /** Heat's own template format, and whatever else is not known by its sections. */
  HOT,
  /** A CloudFormation template, Heat's or Amazon's. */
  CLOUD_FORMATION,
  ENVIRONMENT;

  private static final Set<String> OF_CLOUD_FORMATION =
      Set.of("AWSTemplateFormatVersion", "HeatTemplateFormatVersion", "Resources");

  private static final List<String> OF_ENVIRONMENTS =
      List.of(
          "parameter_defaults",
          "resource_registry",
          "encrypted_param_names",
          "event_sinks",
          "parameter_merge_strategies",
          "parameters");

  /** Sections of templates that no environment has. */
  private static final List<String> OF_HOT =
      List.of("heat_template_version", "resources", "outputs", "conditions", "parameter_groups");

  /** The kind of a text, read. */
  public static DocumentKind of(Node root) {
    if (!(root instanceof Node.Mapping map)) {
      return HOT;
    }
    Set<String> keys = map.entries().keySet();
    if (keys.stream().anyMatch(OF_CLOUD_FORMATION::contains)) {
      return CLOUD_FORMATION;
    }
    boolean environment =
        OF_ENVIRONMENTS.stream().anyMatch(keys::contains)
            && OF_HOT.stream().noneMatch(keys::contains);
    return environment ? ENVIRONMENT : HOT;
  }
}

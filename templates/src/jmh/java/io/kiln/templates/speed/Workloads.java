package io.kiln.templates.speed;

import io.kiln.templates.model.StackSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Texts to be measured with, made alike each time. */
final class Workloads {

  /** What fills one child template of the body to some 13 kB. */
  private static final int SECTIONS = 36;

  /** With the environment the body has 150 files. */
  private static final int CHILDREN = 149;

  private static final String ENVIRONMENT = "environment.yaml";

  private Workloads() {}

  /** One template without files. */
  static StackSource alone(String text) {
    return new StackSource(text, "t.yaml", Map.of(), List.of(), Optional.empty(), Map.of());
  }

  /** Resources that name a parameter, a condition and the resource before them: 175 bytes each. */
  static String template(int resources) {
    var text =
        new StringBuilder(
            """
            heat_template_version: 2018-08-31
            parameters:
              prefix: {type: string, default: web}
            conditions:
              named: {not: {equals: [{get_param: prefix}, ""]}}
            resources:
            """);
    for (int i = 0; i < resources; i++) {
      text.append(
          """
            r%1$d:
              type: Test::Everything
              properties:
                name: {if: [named, {str_replace: {template: "$p-%1$d", params: {$p: {get_param: prefix}}}}, none]}
                count: %2$d
                tags: [a, b, {get_param: prefix}]
                %3$s
          """
              .formatted(
                  i,
                  i % 10,
                  i == 0
                      ? "anything: none"
                      : "anything: {get_attr: [r%d, address]}".formatted(i - 1)));
    }
    return text.toString();
  }

  /**
   * A root, an environment that gives its 149 types a file each, two megabytes together: the size
   * of what a deployment tool sends. Every text is another one, and each child has settings like a
   * service of it has, some of them with another default for the whole tree.
   */
  static StackSource body() {
    Map<String, String> files = new LinkedHashMap<>();
    var root = new StringBuilder("heat_template_version: rocky\nresources:\n");
    var environment = new StringBuilder("resource_registry:\n");
    var defaults = new StringBuilder("parameter_defaults:\n");
    for (int i = 0; i < CHILDREN; i++) {
      files.put("services/service-%d.yaml".formatted(i), child(i));
      environment.append("  Deploy::Service%1$d: services/service-%1$d.yaml\n".formatted(i));
      defaults.append("  OfAll%d: 'value %d of the whole deployment'\n".formatted(i, i));
      root.append("  s%1$d: {type: Deploy::Service%1$d, properties: {Name: s%1$d}}\n".formatted(i));
    }
    files.put(ENVIRONMENT, environment.append(defaults).toString());
    return new StackSource(
        root.toString(), "root.yaml", files, List.of(ENVIRONMENT), Optional.empty(), Map.of());
  }

  private static String child(int number) {
    var text =
        new StringBuilder(
            """
            heat_template_version: rocky
            description: Service %d
            parameters:
              Name: {type: string}
              OfAll%d: {type: string, default: ''}
            """
                .formatted(number, number));
    for (int i = 0; i < SECTIONS; i++) {
      text.append(
          """
            Setting%1$d:
              description: What the %1$dth setting of service %2$d is for, in a sentence.
              type: string
              default: value-%1$d
          """
              .formatted(i, number));
    }
    text.append("outputs:\n  role_data:\n    value:\n      service_name: {get_param: Name}\n");
    text.append("      of_all: {get_param: OfAll%d}\n".formatted(number));
    text.append("      config_settings:\n");
    for (int i = 0; i < SECTIONS; i++) {
      text.append(
          """
                service%2$d::profile::setting_%1$d:
                  str_replace:
                    template: "http://%%{hiera('host')}:PORT/v%1$d"
                    params:
                      PORT: {get_param: Setting%1$d}
                service%2$d::plain::setting_%1$d: 'some text'
                service%2$d::list::setting_%1$d: [one, two, {get_param: Setting%1$d}]
          """
              .formatted(i, number));
    }
    return text.toString();
  }
}

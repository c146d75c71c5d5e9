package io.kiln.it.scenarios;

import static java.util.stream.Collectors.joining;

import io.kiln.it.harness.Wanted;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Templates drawn from a seed, and others that have much in common with them: resources that change
 * in place and by replacement, containers, scripts, groups, nested stacks.
 */
final class RandomTemplates {

  private static final int MOST = 6;

  private static final String INNER =
      """
      heat_template_version: 2018-08-31
      parameters:
        word: {type: string}
      resources:
        in:
          type: OS::Heat::TestResource
          properties: {value: {get_param: word}}
        beside:
          type: OS::Heat::RandomString
      outputs:
        out: {value: {get_attr: [in, output]}}
      """;

  private static final String SCRIPT =
      """
      heat_template_version: 2018-08-31
      parameters:
        word: {type: string}
        host: {type: string}
      resources:
        config:
          type: OS::Heat::SoftwareConfig
          properties:
            group: script
            inputs: [{name: word}]
            config: "#!/bin/sh\\nprintf %s \\"$word\\"\\n"
        run:
          type: OS::Heat::SoftwareDeployment
          properties:
            server: {get_param: host}
            config: {get_resource: config}
            input_values: {word: {get_param: word}}
      outputs:
        out: {value: {get_attr: [run, deploy_stdout]}}
      """;

  /** What is drawn from: %1 a word, %2 a number from 1 on, %3 the host. */
  private enum Kind {
    VALUE("{type: OS::Heat::Value, properties: {value: %1$s}}", "value"),
    CHANGED("{type: OS::Heat::TestResource, properties: {value: %1$s}}", "output"),
    REPLACED("{type: OS::Heat::TestResource, properties: {update_replace_value: %1$s}}", "output"),
    RANDOM("{type: OS::Heat::RandomString, properties: {length: %2$d}}", "value"),
    CONTAINER(
        "{type: Kiln::ContainerService, properties: {hosts: [%3$s], image: 'hello:%2$d',"
            + " command: [sleep, '3600'], env: {WORD: %1$s}}}",
        ""),
    GROUP(
        "{type: OS::Heat::ResourceGroup, properties: {count: %2$d, resource_def: {type:"
            + " OS::Heat::TestResource, properties: {value: %1$s}}}}",
        ""),
    NESTED("{type: inner.yaml, properties: {word: %1$s}}", "out"),
    SCRIPT("{type: script.yaml, properties: {word: %1$s, host: %3$s}}", "out");

    private final String text;
    private final String attribute;

    Kind(String text, String attribute) {
      this.text = text;
      this.attribute = attribute;
    }
  }

  /**
   * One resource.
   *
   * @param needs the one its word comes from
   */
  private record Drawn(Kind kind, String word, Optional<String> needs, int number) {}

  private final Random random;
  private final String host;
  private NavigableMap<String, Drawn> drawn = new TreeMap<>();

  RandomTemplates(long seed, String host) {
    this.random = new Random(seed);
    this.host = host;
  }

  /** The next one: the first is made from nothing, each further one from the one before. */
  Wanted next() {
    NavigableMap<String, Drawn> before = drawn;
    drawn = new TreeMap<>();
    for (int i = 0; i < MOST; i++) {
      String name = "r" + i;
      following(Optional.ofNullable(before.get(name))).ifPresent(each -> drawn.put(name, each));
    }
    return new Wanted(text(), "test.yaml", files(), List.of(), Map.of(), false);
  }

  private Optional<Drawn> following(Optional<Drawn> before) {
    int what = random.nextInt(8);
    if (before.isEmpty()) {
      return what < 3 ? Optional.empty() : Optional.of(drawn(kind()));
    }
    return switch (what) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(drawn(kind()));
      case 2, 3 -> Optional.of(drawn(before.get().kind()));
      default -> stillHolds(before.get()) ? before : Optional.of(drawn(before.get().kind()));
    };
  }

  /** What its word comes from is there, and still has it. */
  private boolean stillHolds(Drawn one) {
    return one.needs().stream()
        .allMatch(
            name ->
                Optional.ofNullable(drawn.get(name))
                    .map(other -> reference(name, other))
                    .filter(one.word()::equals)
                    .isPresent());
  }

  private static String reference(String name, Drawn one) {
    return "{get_attr: [%s, %s]}".formatted(name, one.kind().attribute);
  }

  private Kind kind() {
    return Kind.values()[random.nextInt(Kind.values().length)];
  }

  private Drawn drawn(Kind kind) {
    List<Map.Entry<String, Drawn>> others =
        drawn.entrySet().stream()
            .filter(other -> !other.getValue().kind().attribute.isEmpty())
            .toList();
    int number = 1 + random.nextInt(3);
    if (others.isEmpty() || random.nextInt(3) > 0) {
      return new Drawn(kind, "w" + random.nextInt(3), Optional.empty(), number);
    }
    var other = others.get(random.nextInt(others.size()));
    String word = reference(other.getKey(), other.getValue());
    return new Drawn(kind, word, Optional.of(other.getKey()), number);
  }

  private String text() {
    return drawn.isEmpty()
        ? "heat_template_version: 2018-08-31\n"
        : "heat_template_version: 2018-08-31\nresources:\n"
            + drawn.entrySet().stream()
                .map(each -> "  %s: %s\n".formatted(each.getKey(), text(each.getValue())))
                .collect(joining());
  }

  private String text(Drawn one) {
    return one.kind().text.formatted(one.word(), one.number(), host);
  }

  private Map<String, String> files() {
    var files = new TreeMap<String, String>();
    for (Drawn one : drawn.values()) {
      switch (one.kind()) {
        case NESTED -> files.put("inner.yaml", INNER);
        case SCRIPT -> files.put("script.yaml", SCRIPT);
        default -> {}
      }
    }
    return files;
  }
}

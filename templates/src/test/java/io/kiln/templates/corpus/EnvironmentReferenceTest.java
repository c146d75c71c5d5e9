package io.kiln.templates.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.templates.jsonschema.EnvironmentForm;
import io.kiln.templates.model.ResourceRules;
import io.kiln.templates.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page {@code docs/language/environments.md} is what the schema says of the sections, with
 * golden files as examples. {@code -Dgolden.rewrite=true} writes it anew.
 */
class EnvironmentReferenceTest {

  private static final Path PAGE = Path.of("../docs/language/environments.md");
  private static final Path CORPUS = Path.of("src/test/corpus");
  private static final boolean REWRITE = Boolean.getBoolean("golden.rewrite");

  /**
   * Something an environment can do.
   *
   * @param example a case of the corpus
   */
  private record Topic(String title, String meaning, String example) {}

  private static final List<Topic> REGISTRY =
      List.of(
          new Topic(
              "A template in the place of a type",
              "The resource becomes a nested stack: its properties are the template's parameters,"
                  + " its attributes the template's outputs.",
              "registry/template"),
          new Topic(
              "Another name of a type",
              "Mappings are followed until one leads to a type or a template.",
              "registry/alias"),
          new Topic(
              "All types of a prefix",
              "What follows the prefix is carried over when the target ends in `*` as well.",
              "registry/prefix_carries_the_tail"),
          new Topic("All types of a prefix to one", "", "registry/prefix_to_one"),
          new Topic(
              "Patterns before exact names",
              "As in Heat, candidates of one level are tried in the order of their texts, and `*`"
                  + " sorts before letters.",
              "registry/pattern_before_exact"),
          new Topic(
              "One template by another",
              "A template's own name can be mapped like a type's.",
              "registry/template_by_template"),
          new Topic(
              "Taken away",
              "`null` takes an earlier file's mapping away.",
              "registry/null_takes_away"),
          new Topic(
              "For resources of one name",
              "They win over mappings for all. Nested ones follow the way into nested stacks.",
              "registry/for_one_resource"),
          new Topic("Within a nested stack", "", "registry/per_resource_within_a_child"),
          new Topic(
              "A type that is used in its own place",
              "A template does not see the mapping that chose it, so it may contain the type it"
                  + " stands for.",
              "registry/a_child_does_not_see_what_chose_it"),
          new Topic("A folder for all names", "", "registry/base_url"),
          new Topic(
              "Hooks and restrictions",
              "Names of resources may be shell patterns here.",
              "environments/hooks_and_restrictions"));

  private static final List<Topic> SEVERAL =
      List.of(
          new Topic("Later files win", "", "environments/later_file_wins"),
          new Topic("Texts are put together", "", "environments/merge_strings"),
          new Topic("Lists are appended", "", "environments/merge_lists"),
          new Topic("Maps are laid over each other", "", "environments/merge_maps_shallow"),
          new Topic(
              "Maps are merged at every level",
              "Lists are appended and texts put together on the way; null changes nothing.",
              "environments/merge_maps_deep"),
          new Topic("One strategy for all", "", "environments/merge_by_default"));

  @Test
  void thePageOfEnvironmentsIsUpToDate() throws IOException {
    var page = new StringBuilder("# Environments\n\n");
    page.append(
        "Made from the schema of environments and from the golden files in"
            + " `templates/src/test/corpus`, which are tested.\n");
    page.append("\n| Section | Holds |\n| --- | --- |\n");
    Value.MapOf definitions = map(EnvironmentForm.schema().get("$defs"));
    map(EnvironmentForm.schema().get("properties"))
        .entries()
        .forEach(
            (name, form) -> {
              Value said = map(form).get("description");
              Value text =
                  said instanceof Value.Text
                      ? said
                      : map(definitions.get(name(form))).get("description");
              page.append("| `%s` | %s |\n".formatted(name, ((Value.Text) text).value()));
            });
    page.append(
        "\nA value is taken from: the request's parameters, `parameters`, `parameter_defaults`, the"
            + " template's default; the first that has one.\n");
    page.append("\n## resource_registry\n");
    for (Topic topic : REGISTRY) {
      show(topic, page);
    }
    page.append(
        "\nHooks: %s. Restricted actions: %s.\n"
            .formatted(
                listed(ResourceRules.Hook.values()), listed(ResourceRules.Restriction.values())));
    page.append(
        "\n"
            + "## Several files\n\n"
            + "They are merged in the order they are given. `parameter_merge_strategies` says how a"
            + " file's values join those of the files before it: overwrite, merge or"
            + " deep_merge.\n");
    for (Topic topic : SEVERAL) {
      show(topic, page);
    }
    if (REWRITE) {
      Files.writeString(PAGE, page.toString());
    }
    assertThat(PAGE).as("write it with -Dgolden.rewrite=true").exists();
    assertThat(page.toString()).isEqualTo(Files.readString(PAGE));
  }

  private static void show(Topic topic, StringBuilder page) throws IOException {
    page.append("\n### %s\n\n".formatted(topic.title()));
    if (!topic.meaning().isEmpty()) {
      page.append(topic.meaning()).append("\n\n");
    }
    fenced("yaml", CORPUS.resolve(topic.example() + ".yaml"), page);
    page.append("\ngives\n\n");
    Path json = CORPUS.resolve(topic.example() + ".json");
    fenced(
        Files.exists(json) ? "json" : "text",
        Files.exists(json) ? json : CORPUS.resolve(topic.example() + ".err"),
        page);
  }

  private static void fenced(String language, Path file, StringBuilder page) throws IOException {
    page.append("```%s\n%s\n```\n".formatted(language, Files.readString(file).stripTrailing()));
  }

  private static String listed(Enum<?>[] all) {
    return Arrays.stream(all)
        .map(one -> one.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
        .collect(Collectors.joining(", "));
  }

  private static Value.MapOf map(Value value) {
    return (Value.MapOf) value;
  }

  /** The definition a form refers to, by its last name. */
  private static String name(Value form) {
    String reference = ((Value.Text) map(form).get("$ref")).value();
    return reference.substring(reference.lastIndexOf('/') + 1);
  }
}

package io.kiln.api.boot;

import io.kiln.api.fetch.FetchRules;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What of Heat's API an operator chooses.
 *
 * @param fetch from where the server fetches templates itself
 * @param hiddenTags stacks with one of them are listed for those alone who ask for hidden ones
 * @param allProjects whether admins may list what every project has
 */
record HeatOptions(FetchRules fetch, List<String> hiddenTags, boolean allProjects) {

  /** Nothing is fetched, Heat's own tag hides, and nobody sees all projects: as Heat's policy. */
  static final HeatOptions DEFAULT =
      new HeatOptions(FetchRules.NONE, List.of("data-processing-cluster"), false);

  static final List<HelpEntry> HELP =
      List.of(
          new HelpEntry(
              "--all-projects",
              "let admins list the stacks and software configs of all projects, as openstack stack"
                  + " list --all-projects and --long ask for (nobody may, as by Heat's default"
                  + " policy)"),
          new HelpEntry(
              "--allow-fetch PATTERN",
              "may be repeated: let the server fetch templates and files that requests name by"
                  + " their address, such as https://templates.example/heat/* (nothing is fetched);"
                  + " an IP address by itself allows names to lead to it although it is private"
                  + " (docs/decisions/0087-fetching-is-allow-listed.md)"),
          new HelpEntry(
              "--hidden-tags TAGS",
              "stacks with one of these tags are only listed with show_hidden"
                  + " (data-processing-cluster; commas between, empty for none)"));

  HeatOptions {
    hiddenTags = List.copyOf(hiddenTags);
  }

  /**
   * Takes an option when it is one of these.
   *
   * @throws IllegalArgumentException that says what is wrong with its value
   */
  Optional<HeatOptions> take(String option, Supplier<String> value) {
    return switch (option) {
      case "--all-projects" -> Optional.of(new HeatOptions(fetch, hiddenTags, true));
      case "--allow-fetch" ->
          Optional.of(new HeatOptions(allowing(value.get()), hiddenTags, allProjects));
      case "--hidden-tags" ->
          Optional.of(
              new HeatOptions(
                  fetch,
                  Arrays.stream(value.get().split(","))
                      .map(String::strip)
                      .filter(tag -> !tag.isEmpty())
                      .toList(),
                  allProjects));
      default -> Optional.empty();
    };
  }

  private FetchRules allowing(String pattern) {
    try {
      return fetch.and(pattern);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--allow-fetch: " + e.getMessage(), e);
    }
  }
}

package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.it.harness.Eventually;
import io.kiln.it.harness.Scratch;
import io.kiln.it.harness.Site;
import io.kiln.it.harness.Stack;
import io.kiln.it.harness.Stock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * Every orchestration command that the installed client has, taken from its own list, against Kiln;
 * the table of exit codes is written to {@code target/every-command.md}.
 */
class EveryCommandIT {

  private static final Path FILES = Scratch.folder("every-command");

  @RegisterExtension final Site site = Site.simulated();

  private final Map<String, Integer> table = new LinkedHashMap<>();
  private final Set<String> wrong = new TreeSet<>();
  private Stock openstack;

  @BeforeEach
  void client() throws IOException {
    openstack = Stock.against(site.server());
    Files.writeString(
        FILES.resolve("main.yaml"),
        """
        heat_template_version: 2018-08-31
        parameters:
          n: {type: number, default: 1}
        resources:
          first: {type: "OS::Heat::Value", properties: {value: {get_param: n}}}
          stops: {type: "OS::Heat::TestResource", properties: {value: {get_param: n}}}
          handle: {type: "OS::Heat::WaitConditionHandle"}
        outputs:
          o: {value: {get_attr: [first, value]}}
        """);
    Files.writeString(
        FILES.resolve("hook.yaml"),
        "resource_registry: {resources: {stops: {hooks: pre-update}}}\n");
  }

  @Test
  void everyCommandOfTheClientEndsAsWithHeat() throws IOException {
    String name = Site.marked("every");
    String main = FILES.resolve("main.yaml").toString();
    String document = FILES.resolve("document.json").toString();
    Stack stack = site.adopt(name, made(name, main));
    reads(name, main);

    run("stack update", "--existing", "--parameter", "n=2", "--wait", name);
    for (String action : List.of("check", "suspend", "resume")) {
      run("stack " + action, "--wait", name);
    }
    run("stack resource signal", "--data", "{\"status\": \"SUCCESS\"}", name, "handle");
    run("stack resource mark unhealthy", name, "first");
    run("stack update", "--existing", "--wait", name);

    String snapshot = json("stack snapshot create", "--name", "s", name).path("ID").asString();
    stack.await("SNAPSHOT_COMPLETE");
    run("stack snapshot list", name);
    run("stack snapshot show", name, snapshot);
    run("stack snapshot restore", name, snapshot);
    stack.await("RESTORE_COMPLETE");
    run("stack snapshot delete", "-y", name, snapshot);

    stopAtTheHook(stack, main, 1);
    run("stack cancel", name);
    stack.await("ROLLBACK_COMPLETE");
    stopAtTheHook(stack, main, 2);
    run("stack hook poll", name);
    run("stack hook clear", "--pre-update", name, "stops");
    stack.await("UPDATE_COMPLETE");

    run("stack export", "--output-file", document, name);
    run("stack abandon", "--output-file", document, name);
    run("stack adopt", "--adopt-file", document, "--wait", name);
    software();
    orchestration(main);
    run("stack delete", "-y", "--wait", name);
    told();
  }

  private void stopAtTheHook(Stack stack, String template, int times) {
    String hook = FILES.resolve("hook.yaml").toString();
    run("stack update", "-t", template, "-e", hook, "--parameter", "n=5", stack.name());
    Eventually.until(
        "the hook is reached",
        Duration.ofSeconds(60),
        () ->
            stack.events().stream().filter(event -> event.contains("paused until Hook")).count()
                >= times,
        stack::story);
  }

  private String made(String name, String template) {
    return json("stack create", "-t", template, "--wait", name).path("id").asString();
  }

  private void reads(String name, String template) {
    run("stack list");
    run("stack list", "--all-projects", "--long");
    run("stack show", name);
    run("stack environment show", name);
    run("stack template show", name);
    run("stack file list", name);
    run("stack output list", name);
    run("stack output show", name, "o");
    run("stack resource list", name);
    run("stack resource show", name, "first");
    run("stack resource metadata", name, "first");
    run("stack failures list", name);
    JsonNode events = json("stack event list", name);
    run("stack event show", name, "first", event(events, "first"));
    run("stack create", "--dry-run", "-t", template, name + "-dry");
    run("stack update", "--dry-run", "-t", template, name);
  }

  private static String event(JsonNode events, String resource) {
    return events
        .valueStream()
        .filter(event -> event.path("resource_name").asString().equals(resource))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asString();
  }

  private void software() {
    String config = json("software config create", "--group", "script", "sc").path("id").asString();
    run("software config list");
    run("software config show", config);
    String deployment =
        json(
                "software deployment create",
                "--config",
                config,
                "--server",
                "server-1",
                "--signal-transport",
                "NO_SIGNAL",
                "sd")
            .path("id")
            .asString();
    run("software deployment list");
    run("software deployment show", deployment);
    run("software deployment metadata show", "server-1");
    run("software deployment output show", "--all", deployment);
    run("software deployment delete", deployment);
    run("software config delete", config);
  }

  private void orchestration(String template) {
    run("orchestration build info");
    run("orchestration resource type list");
    run("orchestration resource type show", "OS::Heat::Value");
    run("orchestration service list");
    run("orchestration template function list", "heat_template_version.2018-08-31");
    run("orchestration template validate", "-t", template);
    run("orchestration template version list");
  }

  private JsonNode json(String command, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("-f", "json"));
    return run(command, all.toArray(String[]::new)).json();
  }

  private Stock.Ended run(String command, String... words) {
    List<String> all = new ArrayList<>(List.of(command.split(" ")));
    all.addAll(List.of(words));
    Stock.Ended ended = openstack.run(all.toArray(String[]::new));
    if (ended.code() != 0) {
      wrong.add("%s ended with %d: %s".formatted(command, ended.code(), ended.err().strip()));
    }
    table.merge(command, ended.code(), Math::max);
    return ended;
  }

  /** The commands are the client's own list, so that a newer client brings its own to light. */
  private void told() throws IOException {
    Set<String> known = new TreeSet<>();
    for (String command : openstack.commands("openstack.orchestration.v1")) {
      known.add(command.replace('_', ' '));
    }
    var lines = new ArrayList<String>();
    lines.add("| command | exit code |");
    lines.add("|---|---|");
    new TreeMap<>(table)
        .forEach((command, code) -> lines.add("| " + command + " | " + code + " |"));
    Files.write(Path.of("target", "every-command.md"), lines);
    assertThat(wrong).isEmpty();
    assertThat(table.keySet()).containsExactlyInAnyOrderElementsOf(known);
  }
}

package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.it.harness.Scratch;
import io.kiln.it.harness.Site;
import io.kiln.it.harness.Stack;
import io.kiln.it.harness.Stock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Debian's openstack client, which knows only Heat. */
class StockClientIT {

  private static final Path FILES = Scratch.folder("stock-templates");

  @RegisterExtension final Site site = Site.simulated();

  private Stock openstack;

  @BeforeAll
  static void files() throws IOException {
    Files.writeString(
        FILES.resolve("main.yaml"),
        """
        heat_template_version: 2018-08-31
        parameters:
          n: {type: number, constraints: [{range: {min: 0, max: 10}}]}
        resources:
          first: {type: "OS::Heat::Value", properties: {value: {get_param: n}}}
          inner: {type: child.yaml, properties: {v: {get_attr: [first, value]}}}
        outputs:
          doubled: {value: {get_attr: [inner, w]}}
        """);
    Files.writeString(
        FILES.resolve("child.yaml"),
        """
        heat_template_version: 2018-08-31
        parameters: {v: {type: string}}
        resources:
          deep: {type: "OS::Heat::Value", properties: {value: {list_join: ["", [{get_param: v}, {get_param: v}]]}}}
        outputs:
          w: {value: {get_attr: [deep, value]}}
        """);
    Files.writeString(FILES.resolve("env.yaml"), "parameters: {n: 2}\n");
    Files.writeString(
        FILES.resolve("broken.yaml"),
        "heat_template_version: 2018-08-31\nresources:\n  web: {type: OS::Heat::Valu}\n");
  }

  @BeforeEach
  void client() {
    openstack = Stock.against(site.server());
  }

  @Test
  void aStackWithNestedTemplateAndEnvironmentIsMadeShownChangedAndDeleted() {
    String name = Site.marked("stock");
    JsonNode made =
        openstack
            .run(
                "stack",
                "create",
                "-t",
                file("main.yaml"),
                "-e",
                file("env.yaml"),
                "--wait",
                "-f",
                "json",
                name)
            .json();
    Stack stack = site.adopt(name, made.path("id").asString());
    assertThat(made.path("stack_status").asString()).isEqualTo("CREATE_COMPLETE");
    assertThat(stack.resources()).containsOnlyKeys("first", "inner", "deep");
    assertThat(stack.resource("first").path("attributes").path("value").asInt()).isEqualTo(2);

    assertThat(rows(openstack.run("stack", "list", "-f", "json").json(), "Stack Name"))
        .contains(name);
    assertThat(
            rows(
                openstack.run("stack", "resource", "list", "-n", "2", "-f", "json", name).json(),
                "resource_name"))
        .containsExactlyInAnyOrder("first", "inner", "deep");
    assertThat(
            rows(
                openstack.run("stack", "event", "list", "-f", "json", name).json(),
                "resource_status"))
        .contains("CREATE_IN_PROGRESS", "CREATE_COMPLETE");

    openstack
        .run("stack", "update", "--existing", "--parameter", "n=3", "--wait", "-f", "json", name)
        .json();
    assertThat(stack.status()).isEqualTo("UPDATE_COMPLETE");
    assertThat(
            openstack
                .run("stack", "output", "show", "-f", "json", name, "doubled")
                .json()
                .path("output_value")
                .asString())
        .isEqualTo("33");

    assertThat(openstack.run("stack", "delete", "-y", "--wait", name).code()).isZero();
    assertThat(site.server().stacks()).doesNotContain(name);
  }

  @Test
  void aStackIsCheckedSuspendedResumedAndMarked() {
    String name = Site.marked("stock");
    JsonNode made =
        openstack
            .run(
                "stack",
                "create",
                "-t",
                file("main.yaml"),
                "-e",
                file("env.yaml"),
                "--wait",
                "-f",
                "json",
                name)
            .json();
    Stack stack = site.adopt(name, made.path("id").asString());
    for (String action : List.of("check", "suspend", "resume")) {
      assertThat(openstack.run("stack", action, "--wait", name).code()).as(action).isZero();
      assertThat(stack.status()).isEqualTo(action.toUpperCase(Locale.ROOT) + "_COMPLETE");
    }
    assertThat(
            openstack
                .run("stack", "resource", "mark", "unhealthy", name, "first", "it smokes")
                .code())
        .isZero();
    assertThat(stack.resource("first").path("resource_status").asString())
        .isEqualTo("CHECK_FAILED");
    assertThat(
            openstack
                .run("stack", "resource", "mark", "unhealthy", "--reset", name, "first")
                .code())
        .isZero();
    assertThat(stack.resource("first").path("resource_status").asString())
        .isEqualTo("CHECK_COMPLETE");
    Stock.Ended idle = openstack.run("stack", "cancel", name);
    assertThat(idle.code()).isEqualTo(1);
    assertThat(idle.err()).contains("not in cancelable state");
  }

  @Test
  void aStackIsBroughtBackToASnapshotAndHandedOver() throws IOException {
    String name = Site.marked("stock");
    String main = file("main.yaml");
    String environment = file("env.yaml");
    JsonNode made =
        openstack
            .run("stack", "create", "-t", main, "-e", environment, "--wait", "-f", "json", name)
            .json();
    String id = made.path("id").asString();
    Stack stack = site.adopt(name, id);
    String snapshot =
        openstack
            .run("stack", "snapshot", "create", "--name", "s1", "-f", "json", name)
            .json()
            .path("ID") // The client's own heading.
            .asString();
    stack.await("SNAPSHOT_COMPLETE");
    assertThat(
            rows(openstack.run("stack", "snapshot", "list", "-f", "json", name).json(), "status"))
        .containsExactly("COMPLETE");
    openstack.run("stack", "update", "--existing", "--parameter", "n=3", "--wait", name);
    assertThat(openstack.run("stack", "snapshot", "restore", name, snapshot).code()).isZero();
    stack.await("RESTORE_COMPLETE");
    assertThat(stack.resource("first").path("attributes").path("value").asInt()).isEqualTo(2);
    assertThat(openstack.run("stack", "snapshot", "delete", "-y", name, snapshot).code()).isZero();

    Path document = FILES.resolve(name + ".json");
    assertThat(openstack.run("stack", "export", "--output-file", document.toString(), name).code())
        .isZero();
    assertThat(Files.readString(document)).contains(id);
    assertThat(openstack.run("stack", "abandon", "--output-file", document.toString(), name).code())
        .isZero();
    assertThat(site.server().stacks()).doesNotContain(name);
    assertThat(
            openstack
                .run("stack", "adopt", "--adopt-file", document.toString(), "--wait", name)
                .code())
        .isZero();
    assertThat(stack.status()).isEqualTo("ADOPT_COMPLETE");
    assertThat(stack.resource("first").path("resource_status").asString())
        .isEqualTo("ADOPT_COMPLETE");
  }

  @Test
  void aMistakeIsShownWithItsPlaceAndNothingIsKept() {
    String name = Site.marked("mistake");
    Stock.Ended ended = openstack.run("stack", "create", "-t", file("broken.yaml"), "--wait", name);
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .contains("ERROR:")
        .contains("The Resource Type (OS::Heat::Valu) could not be found.");
    assertThat(site.server().stacks()).doesNotContain(name);
  }

  @Test
  void aStackThatThereIsNotIsSaidToBeMissing() {
    Stock.Ended ended = openstack.run("stack", "show", "nosuch");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("Stack not found: nosuch");
  }

  private static Iterable<String> rows(JsonNode table, String column) {
    return table.valueStream().map(row -> row.path(column).asString()).toList();
  }

  private static String file(String name) {
    return FILES.resolve(name).toString();
  }
}

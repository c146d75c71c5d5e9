package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.it.harness.Eventually;
import io.kiln.it.harness.Site;
import io.kiln.it.harness.Stack;
import io.kiln.it.harness.Wanted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What updates, failures and deletes do to a stack, on a real server and database. */
class ChangesIT {

  @RegisterExtension final Site site = Site.simulated();

  @Test
  void aPropertyThatMayChangeIsChangedInPlace() {
    Stack stack = site.create("inplace", test("value: one")).await("CREATE_COMPLETE");
    String before = physicalId(stack);
    stack.update(test("value: two")).await("UPDATE_COMPLETE");
    assertThat(physicalId(stack)).isEqualTo(before);
    assertThat(stack.output("is").asString()).isEqualTo("two");
  }

  @Test
  void aReplacedResourceIsDeletedOnlyAfterItsSuccessorIsReady() {
    Stack stack =
        site.create("replace", test("update_replace_value: one")).await("CREATE_COMPLETE");
    String before = physicalId(stack);
    stack.update(test("update_replace_value: two")).await("UPDATE_COMPLETE");
    assertThat(physicalId(stack)).isNotEqualTo(before);
    List<String> events = stack.events();
    assertThat(last(events, "it CREATE_COMPLETE"))
        .isLessThan(last(events, "it DELETE_IN_PROGRESS"));
    assertThat(stack.resources()).containsOnlyKeys("it");
  }

  @Test
  void aFailedUpdateIsTakenBackWhenRollbackIsWanted() {
    Stack stack = site.create("back", test("value: good")).await("CREATE_COMPLETE");
    String before = physicalId(stack);
    stack
        .update(
            Wanted.of(
                    test("value: bad")
                        .template()
                        .replace(
                            "outputs:",
                            "  broken: {type: OS::Heat::TestResource, depends_on: it, properties:"
                                + " {fail: true}}\n"
                                + "outputs:"))
                .rolledBack())
        .await("ROLLBACK_COMPLETE");
    assertThat(stack.output("is").asString()).isEqualTo("good");
    assertThat(physicalId(stack)).isEqualTo(before);
    assertThat(stack.resources()).containsOnlyKeys("it");
  }

  @Test
  void aFailedCreateLeavesNoResourceWhenRollbackIsWanted() {
    Stack stack = site.create("noback", test("fail: true").rolledBack()).await("ROLLBACK_COMPLETE");
    assertThat(stack.events()).anyMatch(event -> event.contains("Test Resource failed"));
    assertThat(stack.resources()).isEmpty();
  }

  @Test
  void aStackIsDeletedWhileItIsStillBeingMade() {
    Stack stack = site.create("early", test("action_wait_secs: {create: 3600}"));
    Eventually.until(
        "the resource is being made",
        Duration.ofSeconds(10),
        () -> stack.events().stream().anyMatch(event -> event.startsWith("it CREATE_IN_PROGRESS")),
        stack::story);
    stack.delete().await("DELETE_COMPLETE");
    assertThat(site.server().stacks()).doesNotContain(stack.name());
  }

  @Test
  void anUpdateTakesOverFromACreateThatHangs() {
    Stack stack = site.create("over", test("action_wait_secs: {create: 3600}"));
    stack.update(test("value: late")).await("UPDATE_COMPLETE");
    assertThat(stack.output("is").asString()).isEqualTo("late");
  }

  private static String physicalId(Stack stack) {
    return stack.resource("it").path("physical_resource_id").asString();
  }

  private static int last(List<String> events, String prefix) {
    int found = -1;
    for (int i = 0; i < events.size(); i++) {
      found = events.get(i).startsWith(prefix) ? i : found;
    }
    assertThat(found).as("%s in %s", prefix, events).isNotNegative();
    return found;
  }

  private static Wanted test(String property) {
    return Wanted.of(
        """
        heat_template_version: 2018-08-31
        resources:
          it:
            type: OS::Heat::TestResource
            properties:
              %s
        outputs:
          is: {value: {get_attr: [it, output]}}
        """
            .formatted(property));
  }
}

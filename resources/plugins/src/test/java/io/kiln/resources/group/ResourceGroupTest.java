package io.kiln.resources.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.spi.Rolling;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.binding.TypedGroup;
import io.kiln.templates.model.Content;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResourceGroupTest extends GroupContract {

  @Override
  TypedGroup<?, ?> group() {
    return TypedGroup.of(new ResourceGroup());
  }

  @Override
  Value.MapOf properties() {
    return of(3, "");
  }

  @Override
  String deciding() {
    return "count";
  }

  private static Value.MapOf of(int count, String more) {
    return map(
        """
        {"count": %d, "resource_def": {"type": "My::%%index%%",
         "properties": {"name": "n-%%index%%", "in": [{"%%index%%": "x%%index%%"}], "no": null}}%s}\
        """
            .formatted(count, more));
  }

  private static String removing(String listed) {
    return ", \"removal_policies\": [{\"resource_list\": %s}]".formatted(listed);
  }

  @Test
  void membersAreNumberedAndTheIndexStandsInTheTextsOfTheirProperties() {
    assertThat(members(now(of(2, ""), Told.nothing())))
        .containsExactly(
            Content.Member.of(
                "0", "My::%index%", map("{\"name\": \"n-0\", \"in\": [{\"%index%\": \"x0\"}]}")),
            Content.Member.of(
                "1", "My::%index%", map("{\"name\": \"n-1\", \"in\": [{\"%index%\": \"x1\"}]}")));
  }

  @Test
  void aRemovedNameIsNeverUsedAgain() {
    Unfolded.Now removed =
        now(of(2, removing("[\"1\"]")), Told.complete(Value.MapOf.EMPTY, "0", "1", "2"));
    assertThat(names(removed)).containsExactly("0", "2");
    Unfolded.Now grown = now(of(4, ""), Told.complete(removed.memory(), "0", "2"));
    assertThat(names(grown)).containsExactly("0", "2", "3", "4");
  }

  @Test
  void aMemberMayBeNamedByItsReferenceAndByANumber() {
    Unfolded.Now removed =
        now(of(1, removing("[\"ref-0\", 1]")), Told.complete(Value.MapOf.EMPTY, "0", "1", "2"));
    assertThat(names(removed)).containsExactly("2");
    // The reference leads nowhere any more.
    assertThat(names(now(of(1, removing("[\"ref-0\", 1]")), Told.complete(removed.memory(), "2"))))
        .containsExactly("2");
  }

  @Test
  void aNameThatNoMemberHasIsNotRemoved() {
    assertThat(names(now(of(2, removing("[\"1\"]")), Told.nothing()))).containsExactly("0", "1");
  }

  @Test
  void theListMayBeSetAnew() {
    Unfolded.Now removed =
        now(of(2, removing("[\"0\"]")), Told.complete(Value.MapOf.EMPTY, "0", "1", "2"));
    String anew = removing("[\"1\"]") + ", \"removal_policies_mode\": \"update\"";
    Unfolded.Now again = now(of(2, anew), Told.complete(removed.memory(), "1", "2"));
    assertThat(names(again)).containsExactly("0", "2");
    assertThat(group().attribute("removed_rsrc_list", new Counted(List.of(), again.memory())))
        .isEqualTo(Json.parse("[\"1\"]"));
  }

  @Test
  void aPolicySaysHowItIsMadeAndHowItFollows() {
    var policy =
        map(
            """
            {"batch_create": {"max_batch_size": 2},
             "rolling_update": {"min_in_service": 1, "max_batch_size": 2, "pause_time": 4}}\
            """);
    var made = (Unfolded.Now) group().unfold(properties(), policy, Told.nothing());
    assertThat(made.rolling()).contains(new Rolling(0, 2, Duration.ZERO));
    var past = Told.complete(Value.MapOf.EMPTY, "0", "1", "2");
    var followed = (Unfolded.Now) group().unfold(properties(), policy, past);
    assertThat(followed.rolling()).contains(new Rolling(1, 2, Duration.ofSeconds(4)));
    assertThat(followed.spares().stream().map(Content.Member::name)).containsExactly("3", "4");
  }

  @Test
  void aNumberOfMembersThatNoMemoryHoldsIsRefusedBeforeOneIsMade() {
    var many = map("{\"count\": 1000000000, \"resource_def\": {\"type\": \"OS::Heat::Value\"}}");

    assertThat(group().unfold(many, Value.MapOf.EMPTY, Told.nothing()))
        .isEqualTo(new Unfolded.Refused("count is 1000000000: a group has at most 100000 members"));
  }

  @Test
  void aPolicyThatMakesNoSenseIsRefused() {
    assertThat(group().unfold(properties(), map("{\"rolling\": {}}"), Told.nothing()))
        .isEqualTo(
            new Unfolded.Refused(
                "update_policy: rolling is not known here, only batch_create and rolling_update"
                    + " are"));
    var empty = map("{\"batch_create\": {\"max_batch_size\": 0}}");
    assertThat(group().unfold(properties(), empty, Told.nothing()))
        .isInstanceOf(Unfolded.Refused.class);
  }

  @Test
  void aPropertyOfAMemberMayBeUnknown() {
    var unknown = new Value.Unknown(Set.of("net.id"), Mark.NONE);
    var definition =
        Value.map(
            java.util.Map.of(
                "type",
                Value.text("T"),
                "properties",
                Value.map(java.util.Map.of("net", unknown))));
    var properties =
        Value.map(java.util.Map.of("count", Value.number(1), "resource_def", definition));
    assertThat(members(now(properties, Told.nothing())).getFirst().properties().get("net"))
        .isEqualTo(unknown);
  }

  @Test
  void attributesAreOfTheGroupOfAMemberOrOfEachMember() {
    var members = new Counted(List.of("0", "2"), Value.MapOf.EMPTY);
    assertThat(group().attribute("refs", members)).isEqualTo(Json.parse("[\"ref-0\", \"ref-2\"]"));
    assertThat(group().attribute("refs_map", members))
        .isEqualTo(Json.parse("{\"0\": \"ref-0\", \"2\": \"ref-2\"}"));
    assertThat(group().attribute("ip", members))
        .isEqualTo(Json.parse("[\"10.0.0.0\", \"10.0.0.2\"]"));
    assertThat(group().attribute("attributes", members))
        .isEqualTo(Json.parse("{\"0\": {\"ip\": \"10.0.0.0\"}, \"2\": {\"ip\": \"10.0.0.2\"}}"));
    assertThat(group().attribute("resource.2", members)).isEqualTo(Value.text("ref-2"));
    assertThat(group().attribute("resource.2.ip", members)).isEqualTo(Value.text("10.0.0.2"));
    assertThat(group().attribute("resource.1.ip", members)).isEqualTo(Value.nothing());
    assertThat(List.of("ip", "attributes")).allMatch(group()::spreads);
    assertThat(List.of("refs", "refs_map", "removed_rsrc_list", "resource.0.ip"))
        .noneMatch(group()::spreads);
  }
}

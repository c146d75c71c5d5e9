package io.kiln.resources.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.Rolling;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.binding.TypedGroup;
import io.kiln.templates.model.Content;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AutoScalingGroupTest extends GroupContract {

  @Override
  TypedGroup<?, ?> group() {
    return TypedGroup.of(new AutoScalingGroup());
  }

  @Override
  Value.MapOf properties() {
    return of(2, 5, "\"desired_capacity\": 3,");
  }

  @Override
  String deciding() {
    return "min_size";
  }

  private static Value.MapOf of(int min, int max, String more) {
    return map(
        """
        {"min_size": %d, "max_size": %d, %s "resource": {"type": "T", "properties": {"a": 1}}}\
        """
            .formatted(min, max, more));
  }

  /** Complete, as the last answer had it; the members of these names have failed. */
  private static Told after(Unfolded.Now last, String... failed) {
    List<Past.Member> members = new ArrayList<>();
    names(last)
        .forEach(
            name ->
                members.add(
                    new Past.Member(name, List.of(failed).contains(name), Value.text(name))));
    return new Told(false, last.memory(), members, Map.of(), Value.MapOf.EMPTY);
  }

  @Test
  void membersBearNamesOfTwelveCharacters() {
    var now = now(properties(), Told.nothing());
    assertThat(names(now))
        .hasSize(3)
        .doesNotHaveDuplicates()
        .allMatch(n -> n.matches("[a-z2-7]{12}"));
    assertThat(members(now).getFirst())
        .isEqualTo(Content.Member.of(names(now).getFirst(), "T", map("{\"a\": 1}")));
  }

  @Test
  void withoutADesiredCapacityTheLeastIsMadeAndLaterWhatThereIsStays() {
    var made = now(of(2, 5, ""), Told.nothing());
    assertThat(names(made)).hasSize(2);
    var grown = now(of(2, 5, "\"desired_capacity\": 4,"), after(made));
    assertThat(names(grown)).hasSize(4).containsAll(names(made));
    assertThat(names(now(of(1, 5, ""), after(grown)))).isEqualTo(names(grown));
    assertThat(names(now(of(1, 3, ""), after(grown)))).hasSize(3);
  }

  @Test
  void theFailedOnesGoFirstAndThenTheOldest() {
    var three = now(properties(), Told.nothing());
    String youngest = names(three).get(2);
    var two = now(of(2, 5, "\"desired_capacity\": 2,"), after(three, youngest));
    assertThat(names(two)).containsExactlyElementsOf(names(three).subList(0, 2));
    var one = now(of(1, 5, "\"desired_capacity\": 1,"), after(two));
    assertThat(names(one)).containsExactly(names(three).get(1));
  }

  @Test
  void aNameIsNeverGivenTwice() {
    var three = now(properties(), Told.nothing());
    var two = now(of(2, 5, "\"desired_capacity\": 2,"), after(three));
    var five = now(of(2, 5, "\"desired_capacity\": 5,"), after(two));
    assertThat(names(five)).hasSize(5).doesNotContain(names(three).getFirst());
  }

  @Test
  void sizesThatNoMemoryHoldsAreRefusedBeforeAMemberIsMade() {
    assertThat(
            group().unfold(of(1_000_000_000, 2_000_000_000, ""), Value.MapOf.EMPTY, Told.nothing()))
        .isEqualTo(
            new Unfolded.Refused("MinSize is 1000000000: a group has at most 100000 members"));
    var desired = of(0, 2_000_000_000, "\"desired_capacity\": 1000000000,");
    assertThat(group().unfold(desired, Value.MapOf.EMPTY, Told.nothing()))
        .isInstanceOf(Unfolded.Refused.class);
    assertThat(names(now(of(1, 2_000_000_000, ""), Told.nothing()))).hasSize(1);
  }

  @Test
  void sizesThatMakeNoSenseAreRefused() {
    assertThat(group().unfold(of(3, 2, ""), Value.MapOf.EMPTY, Told.nothing()))
        .isEqualTo(new Unfolded.Refused("MinSize can not be greater than MaxSize"));
    var outside = of(2, 5, "\"desired_capacity\": 6,");
    assertThat(group().unfold(outside, Value.MapOf.EMPTY, Told.nothing()))
        .isEqualTo(new Unfolded.Refused("DesiredCapacity must be between MinSize and MaxSize"));
  }

  @Test
  void aChangeRollsAndMayNeedFurtherMembersForAWhile() {
    String more = "\"rolling_updates\": {\"min_in_service\": 2, \"max_batch_size\": 2},";
    var made = now(of(2, 5, more), Told.nothing());
    assertThat(made.rolling()).isEmpty();
    var rolled = now(of(2, 5, more), after(made));
    assertThat(rolled.rolling()).contains(new Rolling(2, 2, Duration.ZERO));
    assertThat(rolled.spares().stream().map(Content.Member::name))
        .hasSize(2)
        .doesNotContainAnyElementsOf(names(made));
  }

  @Test
  void attributesAreByMemberOrInOrder() {
    var members = new Counted(List.of("1", "2"), Value.MapOf.EMPTY);
    assertThat(group().attribute("current_size", members)).isEqualTo(Value.number(2));
    assertThat(group().attribute("outputs", members))
        .isEqualTo(Json.parse("{\"1\": {\"ip\": \"10.0.0.1\"}, \"2\": {\"ip\": \"10.0.0.2\"}}"));
    assertThat(group().attribute("outputs_list", members))
        .isEqualTo(Json.parse("[{\"ip\": \"10.0.0.1\"}, {\"ip\": \"10.0.0.2\"}]"));
    assertThat(group().spreads("outputs")).isTrue();
    assertThat(group().spreads("current_size")).isFalse();
  }
}

package io.kiln.resources.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.spi.binding.TypedGroup;
import io.kiln.templates.model.Content;
import io.kiln.templates.value.Value;
import org.junit.jupiter.api.Test;

class ResourceChainTest extends GroupContract {

  @Override
  TypedGroup<?, ?> group() {
    return TypedGroup.of(new ResourceChain());
  }

  @Override
  Value.MapOf properties() {
    return map("{\"resources\": [\"A\", \"B\", \"A\"], \"resource_properties\": {\"x\": 1}}");
  }

  @Override
  String deciding() {
    return "resources";
  }

  @Test
  void eachMemberHasItsTypeAndWaitsForTheOneBefore() {
    assertThat(members(now(properties(), Told.nothing())))
        .extracting(
            Content.Member::name, Content.Member::type, member -> member.requires().toString())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("0", "A", "[]"),
            org.assertj.core.groups.Tuple.tuple("1", "B", "[0]"),
            org.assertj.core.groups.Tuple.tuple("2", "A", "[1]"));
  }

  @Test
  void concurrentMembersWaitForNothing() {
    var concurrent = map("{\"resources\": [\"A\", \"B\"], \"concurrent\": true}");
    assertThat(members(now(concurrent, Told.nothing())))
        .allMatch(member -> member.requires().isEmpty());
  }
}

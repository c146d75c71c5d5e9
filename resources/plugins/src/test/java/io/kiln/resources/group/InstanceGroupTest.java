package io.kiln.resources.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.spi.binding.TypedGroup;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstanceGroupTest extends GroupContract {

  @Override
  TypedGroup<?, ?> group() {
    return TypedGroup.of(new InstanceGroup());
  }

  @Override
  Told nothing() {
    return new Told(
        true,
        Value.MapOf.EMPTY,
        List.of(),
        Map.of("launch", map("{\"ImageId\": \"f42\"}")),
        Value.MapOf.EMPTY);
  }

  @Override
  Value.MapOf properties() {
    return map("{\"AvailabilityZones\": [], \"LaunchConfigurationName\": \"launch\", \"Size\": 3}");
  }

  @Override
  String deciding() {
    return "Size";
  }

  @Test
  void itHasAsManyMembersAsItIsToldAndIsNotScaled() {
    assertThat(names(now(properties(), nothing()))).hasSize(3).doesNotHaveDuplicates();
    assertThat(group().scaling()).isEmpty();
  }
}

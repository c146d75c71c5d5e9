package io.kiln.resources.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.spi.binding.TypedGroup;
import io.kiln.templates.value.Value;
import org.junit.jupiter.api.Test;

class StructuredDeploymentGroupTest extends GroupContract {

  @Override
  TypedGroup<?, ?> group() {
    return TypedGroup.of(new StructuredDeploymentGroup());
  }

  @Override
  Value.MapOf properties() {
    return map("{\"servers\": {\"a\": \"id-a\"}, \"config\": \"c\", \"input_key\": \"in\"}");
  }

  @Override
  String deciding() {
    return "servers";
  }

  @Test
  void membersAreStructuredDeploymentsAndKnowTheInputKey() {
    var member = members(now(properties(), Told.nothing())).getFirst();
    assertThat(member.type()).isEqualTo("OS::Heat::StructuredDeployment");
    assertThat(member.properties().get("input_key")).isEqualTo(Value.text("in"));
  }
}

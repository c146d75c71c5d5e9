package io.kiln.resources.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.spi.Rolling;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.binding.TypedGroup;
import io.kiln.templates.model.Content;
import io.kiln.templates.value.Value;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SoftwareDeploymentGroupTest extends GroupContract {

  @Override
  TypedGroup<?, ?> group() {
    return TypedGroup.of(new SoftwareDeploymentGroup());
  }

  @Override
  Value.MapOf properties() {
    return map("{\"servers\": {\"b\": \"id-b\", \"a\": \"id-a\"}, \"config\": \"c\"}");
  }

  @Override
  String deciding() {
    return "servers";
  }

  @Test
  void thereIsADeploymentForEachServerInTheirOrder() {
    var now = now(properties(), Told.nothing());
    assertThat(names(now)).containsExactly("b", "a");
    assertThat(members(now).getFirst())
        .isEqualTo(
            Content.Member.of(
                "b",
                "OS::Heat::SoftwareDeployment",
                map(
                    """
                    {"config": "c", "input_values": {}, "actions": ["CREATE", "UPDATE"],
                     "signal_transport": "CFN_SIGNAL", "server": "id-b"}\
                    """)));
  }

  @Test
  void aBatchIsAllThatAPolicyCountsHere() {
    var policy = map("{\"rolling_update\": {\"max_batch_size\": 3, \"min_in_service\": 2}}");
    var now =
        (Unfolded.Now)
            group().unfold(properties(), policy, Told.complete(Value.MapOf.EMPTY, "a", "b"));
    assertThat(now.rolling()).contains(new Rolling(0, 3, Duration.ZERO));
    assertThat(now.spares()).isEmpty();
  }

  @Test
  void whatCameBackIsByServer() {
    var members = new Counted(java.util.List.of("1", "2"), Value.MapOf.EMPTY);
    assertThat(group().attribute("ip", members))
        .isEqualTo(map("{\"1\": \"10.0.0.1\", \"2\": \"10.0.0.2\"}"));
    assertThat(group().attribute("deploy_stdouts", members))
        .isEqualTo(map("{\"1\": null, \"2\": null}"));
    assertThat(group().spreads("deploy_stdouts")).isFalse();
  }
}

package io.kiln.resources.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SoftwareConfigTest extends ResourceContract {

  private static final String CONFIG = "\"echo hush-1f3a\"";

  private final SimulatedConfigs configs = new SimulatedConfigs();
  private final ResourceHandler config = TypedResource.of(new SoftwareConfig(configs));

  @Override
  protected ResourceHandler handler() {
    return config;
  }

  @Override
  protected Value.MapOf properties() {
    return map(
        """
        {"group": "script", "config": %s, "options": {"o": 1},
         "inputs": [{"name": "x", "default": 3, "replace_on_change": true}],
         "outputs": [{"name": "y", "error_output": true}]}\
        """
            .formatted(CONFIG));
  }

  @Override
  protected int thingsOutside() {
    return configs.count();
  }

  @Test
  void itIsStoredUnderItsReference() {
    var done = Steps.done(config.create(properties(), context()));
    StoredConfig stored = configs.find("admin", done.physicalId()).orElseThrow();
    assertThat(stored.group()).isEqualTo("script");
    assertThat(stored.config()).isEqualTo(Json.parse(CONFIG));
    assertThat(stored.inputs())
        .containsExactly(
            new StoredConfig.Input("x", "String", "", Optional.of(Value.number(3)), true));
    assertThat(stored.outputs()).containsExactly(new StoredConfig.Output("y", "String", "", true));
    assertThat(stored.options()).isEqualTo(map("{\"o\": 1}"));
    assertThat(done.attributes().get("config")).isEqualTo(Json.parse(CONFIG));
    assertThat(config.referenceAttribute()).isEmpty();
  }

  @Test
  void anotherProjectDoesNotSeeIt() {
    var done = Steps.done(config.create(properties(), context()));
    assertThat(configs.find("other", done.physicalId())).isEmpty();
  }
}

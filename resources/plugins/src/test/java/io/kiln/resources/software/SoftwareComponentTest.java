package io.kiln.resources.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Value;
import org.junit.jupiter.api.Test;

class SoftwareComponentTest extends ResourceContract {

  private static final String CONFIGS =
      """
      [{"actions": ["CREATE", "UPDATE"], "config": "touch x", "tool": "script"},
       {"actions": ["DELETE"], "config": "rm x", "tool": "script"}]\
      """;

  private final SimulatedConfigs configs = new SimulatedConfigs();
  private final ResourceHandler component = TypedResource.of(new SoftwareComponent(configs));

  @Override
  protected ResourceHandler handler() {
    return component;
  }

  @Override
  protected Value.MapOf properties() {
    return map("{\"configs\": %s}".formatted(CONFIGS));
  }

  @Override
  protected int thingsOutside() {
    return configs.count();
  }

  @Test
  void itIsStoredAsOneConfigOfTheGroupComponent() {
    var done = Steps.done(component.create(properties(), context()));
    StoredConfig stored = configs.find("admin", done.physicalId()).orElseThrow();
    assertThat(stored.group()).isEqualTo("component");
    assertThat(stored.config()).isEqualTo(properties());
    assertThat(done.attributes()).isEqualTo(properties());
  }

  @Test
  void twoConfigsForOneActionAreRefused() {
    var twice = map("{\"configs\": %s}".formatted(CONFIGS.replace("DELETE", "UPDATE")));
    assertThat(Steps.failed(component.create(twice, context())).reason())
        .isEqualTo(
            "Defining more than one configuration for the same action in SoftwareComponent"
                + " \"web\" is not allowed: UPDATE");
  }
}

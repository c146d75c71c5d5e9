package io.kiln.resources.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Value;
import org.junit.jupiter.api.Test;

class LaunchConfigurationTest extends ResourceContract {

  private final ResourceHandler handler = TypedResource.of(new LaunchConfiguration());

  @Override
  protected ResourceHandler handler() {
    return handler;
  }

  @Override
  protected Value.MapOf properties() {
    return map("{\"ImageId\": \"f42\", \"InstanceType\": \"m1.small\"}");
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }

  @Test
  void withoutAnInstanceToBeLikeItNeedsAnImageAndASize() {
    assertThat(Steps.failed(handler.create(map("{\"ImageId\": \"f42\"}"), context())).reason())
        .isEqualTo("If without InstanceId, ImageId and InstanceType are required.");
  }
}

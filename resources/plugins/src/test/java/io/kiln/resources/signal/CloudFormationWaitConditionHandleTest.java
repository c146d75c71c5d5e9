package io.kiln.resources.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Value;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CloudFormationWaitConditionHandleTest extends ResourceContract {

  private final ResourceHandler handle =
      TypedResource.of(
          new CloudFormationWaitConditionHandle(
              () -> Optional.of(URI.create("http://127.0.0.1:8004"))));

  @Override
  protected ResourceHandler handler() {
    return handle;
  }

  @Override
  protected Value.MapOf properties() {
    return map("{}");
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }

  @Test
  void itStaysOverUpdatesAndTakesSignals() {
    assertThat(handle.renewed()).isFalse();
    assertThat(handle.signals()).isPresent();
  }
}

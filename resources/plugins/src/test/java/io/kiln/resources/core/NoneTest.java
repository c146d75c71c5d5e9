package io.kiln.resources.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Value;
import org.junit.jupiter.api.Test;

class NoneTest extends ResourceContract {

  private final ResourceHandler none = TypedResource.of(new None());

  @Override
  protected ResourceHandler handler() {
    return none;
  }

  @Override
  protected Value.MapOf properties() {
    return map("{\"whatever\": [1, 2]}");
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }

  @Test
  void itsReferenceIsItsName() {
    assertThat(Steps.done(none.create(properties(), context())).physicalId()).isEqualTo("web");
  }
}

package io.kiln.resources.signal;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Value;

class AccessPolicyTest extends ResourceContract {

  private final ResourceHandler handler = TypedResource.of(new AccessPolicy());

  @Override
  protected ResourceHandler handler() {
    return handler;
  }

  @Override
  protected Value.MapOf properties() {
    return map("{\"AllowedResources\": [\"web\"]}");
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }
}

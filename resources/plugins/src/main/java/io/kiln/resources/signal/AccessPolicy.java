package io.kiln.resources.signal;

import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Name;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import java.util.List;

/** Names what machines of the stack may ask about; nobody is asked who they are yet. */
@ResourceType(
    value = "OS::Heat::AccessPolicy",
    doc = "Names the resources that users within the stack may ask about; it makes nothing.")
public final class AccessPolicy
    implements Resource<AccessPolicy.Properties, AccessPolicy.Attributes> {

  /** Which. */
  public record Properties(
      @Doc("The names of the resources.") @Name("AllowedResources")
          List<String> allowedResources) {}

  /** Nothing. */
  public record Attributes() {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    return new Progress.Done<>(context.resourceId(), new Attributes());
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return new Progress.Gone<>();
  }
}

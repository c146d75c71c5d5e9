package io.kiln.resources.signal;

import io.kiln.resources.signal.ReceivedSignals.Words;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Name;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.Sensitive;
import io.kiln.resources.spi.TakesSignals;
import io.kiln.templates.value.Value;
import java.time.Instant;

/** What handles have in common that take signals in CloudFormation's words. */
abstract sealed class CloudFormationHandle
    implements Resource<CloudFormationHandle.Properties, CloudFormationHandle.Attributes>,
        TakesSignals<CloudFormationHandle.Properties>
    permits CloudFormationWaitConditionHandle, UpdateWaitConditionHandle {

  private final PublicAddress address;

  CloudFormationHandle(PublicAddress address) {
    this.address = address;
  }

  /** Nothing. */
  public record Properties() {}

  /** Where they go; {@code Ref} gives it too. */
  public record Attributes(
      @Doc("The URL to PUT signals to; whoever has it may, for a week.") @Name("Url") @Sensitive
          String url) {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    return SignalUrl.known(
        address,
        base ->
            new Progress.Done<>(
                context.resourceId(),
                new Attributes(
                    SignalUrl.ofCloudFormation(
                        address, base, "waitcondition", SignalUrl.OF_A_WAIT, context))));
  }

  @Override
  public Reception signal(Properties given, Value.MapOf heard, Value details, Instant now) {
    return new ReceivedSignals(Words.CLOUD_FORMATION, heard).with(details);
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return new Progress.Gone<>();
  }
}

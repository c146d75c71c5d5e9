package io.kiln.resources.signal;

import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Name;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Sensitive;
import io.kiln.resources.spi.TakesSignals;
import io.kiln.templates.value.Value;
import java.time.Instant;

/** Takes alarms and does nothing, as it has in Heat for years; for old templates. */
@ResourceType(
    value = "OS::Heat::HARestarter",
    doc = "Takes alarms and does nothing, as in Heat: it is there for old templates.",
    reference = "AlarmUrl")
public final class HaRestarter
    implements Resource<HaRestarter.Properties, HaRestarter.Attributes>,
        TakesSignals<HaRestarter.Properties> {

  private final PublicAddress address;

  /** Alarms are sent to this address. */
  public HaRestarter(PublicAddress address) {
    this.address = address;
  }

  /** What it once restarted. */
  public record Properties(@Doc("Not looked at.") @Name("InstanceId") String instanceId) {}

  /** Where alarms go; {@code Ref} gives it too. */
  public record Attributes(
      @Doc("The URL that alarms go to; whoever has it may send them.") @Name("AlarmUrl") @Sensitive
          String alarmUrl) {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    return SignalUrl.known(
        address,
        base -> {
          String url =
              SignalUrl.ofCloudFormation(address, base, "signal", SignalUrl.OF_AN_ALARM, context);
          return new Progress.Done<>(context.resourceId(), new Attributes(url));
        });
  }

  @Override
  public Reception signal(Properties given, Value.MapOf heard, Value details, Instant now) {
    return new Reception.Ignored();
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return new Progress.Gone<>();
  }
}

package io.kiln.resources.signal;

import io.kiln.resources.signal.ReceivedSignals.Words;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Range;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Updatable;
import java.time.Duration;

/** Waits for signals; see Heat's WaitCondition. */
@ResourceType(
    value = "OS::Heat::WaitCondition",
    doc =
        "Is complete when so many signals of success have come to a handle; one of failure fails"
            + " it.",
    listens = true)
public final class WaitCondition
    implements Resource<WaitCondition.Properties, WaitCondition.Attributes> {

  /** For what, and how long. */
  public record Properties(
      @Doc("The handle that takes the signals.") String handle,
      @Doc("Seconds to wait for them.") @Range(min = 1, max = 43_200) int timeout,
      @Doc("How many must come.") @Default("1") @Range(min = 1) @Updatable int count) {

    Waiting waiting() {
      return new Waiting(Words.HEAT, handle, Duration.ofSeconds(timeout), count);
    }
  }

  /** What came. */
  public record Attributes(@Doc("The signals' data by their ids, as a JSON text.") String data) {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    return wanted.waiting().look(context, Attributes::new);
  }

  @Override
  public Progress<Attributes> update(
      Existing<Properties, Attributes> existing, Properties wanted, Context context) {
    return wanted.waiting().look(context, Attributes::new);
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return new Progress.Gone<>();
  }
}

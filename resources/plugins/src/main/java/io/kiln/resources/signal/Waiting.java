package io.kiln.resources.signal;

import io.kiln.resources.signal.ReceivedSignals.Words;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Progress;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One wait for signals.
 *
 * @param handle what refers to the handle that takes them
 * @param count so many must come
 */
record Waiting(Words words, String handle, Duration timeout, int count) {

  /** A signal wakes whoever waits; this is how long one takes that nobody was woken for. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private static final String UNTIL = "until";

  /**
   * Looks what has come.
   *
   * @param data makes attributes of the signals' data
   */
  <A> Progress<A> look(Context context, Function<String, A> data) {
    String id = context.resourceId();
    Optional<Value.MapOf> signals = context.signals(handle);
    if (signals.isEmpty()) {
      return failed(
          id,
          "handle: %s is no wait condition handle of this stack; refer to one with get_resource"
              .formatted(handle.replaceFirst("\\?.*", ""))); // what is behind it is a signature
    }
    var received = new ReceivedSignals(words, signals.get());
    if (received.failed()) {
      return failed(id, received.failures());
    }
    if (received.count() >= count) {
      return new Progress.Done<>(id, data.apply(received.data()));
    }
    Instant until = until(context).orElseGet(() -> context.now().plus(timeout));
    Duration left = Duration.between(context.now(), until);
    if (!left.isPositive()) {
      return failed(id, received.missing(count));
    }
    return new Progress.Waiting<>(
        Optional.of(id),
        Value.map(Map.of(UNTIL, Value.text(until.toString()))),
        left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN,
        "%d of %d signals received, waiting until %s".formatted(received.count(), count, until));
  }

  private static <A> Progress<A> failed(String id, String reason) {
    return new Progress.Failed<>(Optional.of(id), reason, false);
  }

  private static Optional<Instant> until(Context context) {
    return context.checkpoint().orElse(Value.nothing()) instanceof Value.MapOf map
            && map.get(UNTIL) instanceof Value.Text(String at, _)
        ? Optional.of(Instant.parse(at))
        : Optional.empty();
  }
}

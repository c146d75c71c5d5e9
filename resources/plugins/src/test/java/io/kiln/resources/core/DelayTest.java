package io.kiln.resources.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DelayTest extends ResourceContract {

  private final ResourceHandler delay = TypedResource.of(new Delay());

  @Override
  protected ResourceHandler handler() {
    return delay;
  }

  @Override
  protected Value.MapOf properties() {
    return map("{\"min_wait\": 3, \"max_jitter\": 2, \"jitter_multiplier\": 5}");
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }

  @Test
  void itWaitsAtLeastSoLongAndByChanceLonger() {
    var waiting = (Progress.Waiting<Value.MapOf>) delay.create(properties(), context());
    assertThat(waiting.askAgainIn())
        .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(13))
        .isNotEqualTo(Duration.ofSeconds(3));
    var soon = context().resumed(waiting.checkpoint()).after(Duration.ofSeconds(2));
    assertThat(delay.create(properties(), soon)).isInstanceOf(Progress.Waiting.class);
    var then = context().resumed(waiting.checkpoint()).after(waiting.askAgainIn());
    Steps.done(delay.create(properties(), then));
  }

  @Test
  void itWaitsInTheActionsItIsToldOnly() {
    var onDelete = map("{\"min_wait\": 3, \"actions\": [\"DELETE\"]}");
    Steps.done(delay.create(onDelete, context()));
    var existing =
        new Existing<Value.MapOf, Value.MapOf>(
            Optional.of("x"), onDelete, Optional.of(Value.MapOf.EMPTY));
    assertThat(delay.delete(existing, context())).isInstanceOf(Progress.Waiting.class);
  }
}

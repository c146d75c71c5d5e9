package io.kiln.resources.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Value;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HaRestarterTest extends ResourceContract {

  private final ResourceHandler restarter =
      TypedResource.of(new HaRestarter(() -> Optional.of(URI.create("http://127.0.0.1:8004"))));

  @Override
  protected ResourceHandler handler() {
    return restarter;
  }

  @Override
  protected Value.MapOf properties() {
    return map("{\"InstanceId\": \"web\"}");
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }

  @Test
  void anAlarmChangesNothing() {
    assertThat(
            restarter
                .signals()
                .orElseThrow()
                .signal(properties(), Value.MapOf.EMPTY, Value.nothing(), Instant.EPOCH))
        .isEqualTo(new Reception.Ignored());
  }
}

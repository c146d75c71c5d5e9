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

class TestResourceTest extends ResourceContract {

  private final ResourceHandler test = TypedResource.of(new TestResource());

  @Override
  protected ResourceHandler handler() {
    return test;
  }

  @Override
  protected Value.MapOf properties() {
    return map("{\"value\": \"a\", \"wait_secs\": 3}");
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }

  @Test
  void itWaitsAsLongAsItIsTold() {
    Progress.Waiting<Value.MapOf> waiting = Steps.waiting(test.create(properties(), context()));
    assertThat(waiting.askAgainIn()).isEqualTo(Duration.ofSeconds(3));
    var early = context().resumed(waiting.checkpoint()).after(Duration.ofSeconds(2));
    assertThat(Steps.waiting(test.create(properties(), early)).askAgainIn())
        .isEqualTo(Duration.ofSeconds(1));
    var due = context().resumed(waiting.checkpoint()).after(Duration.ofSeconds(3));
    assertThat(Steps.done(test.create(properties(), due)).attributes())
        .isEqualTo(map("{\"output\": \"a\"}"));
  }

  @Test
  void theTimeOfAnActionWinsOverTheCommonOne() {
    Value.MapOf wanted = map("{\"wait_secs\": 3, \"action_wait_secs\": {\"delete\": 0.5}}");
    var existing = new Existing<>(Optional.of("x"), wanted, Optional.<Value.MapOf>empty());
    assertThat(Steps.waiting(test.delete(existing, context())).askAgainIn())
        .isEqualTo(Duration.ofMillis(500));
    assertThat(Steps.waiting(test.create(wanted, context())).askAgainIn())
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void itWaitsForEverWhenToldMinusOne() {
    Value.MapOf wanted = map("{\"wait_secs\": -1}");
    var late = context().resumed(map("{}")).after(Duration.ofDays(9));
    assertThat(test.create(wanted, late)).isInstanceOf(Progress.Waiting.class);
  }

  @Test
  void itFailsInHeatsWords() {
    assertThat(Steps.failed(test.create(map("{\"fail\": true}"), context())).reason())
        .isEqualTo("Test Resource failed web");
  }

  @Test
  void aChangedValueMeansReplacementWhenToldSo() {
    Value.MapOf before = map("{\"value\": \"a\"}");
    assertThat(test.replaces(before, map("{\"value\": \"b\", \"update_replace\": true}"))).isTrue();
    assertThat(test.replaces(before, map("{\"value\": \"a\", \"update_replace\": true}")))
        .isFalse();
    assertThat(test.replaces(before, map("{\"value\": \"b\"}"))).isFalse();
  }

  @Test
  void anUpdateExposesTheNewValue() {
    var existing =
        new Existing<>(Optional.of("x"), map("{\"value\": \"a\"}"), Optional.<Value.MapOf>empty());
    assertThat(Steps.done(test.update(existing, map("{\"value\": \"b\"}"), context())).attributes())
        .isEqualTo(map("{\"output\": \"b\"}"));
  }
}

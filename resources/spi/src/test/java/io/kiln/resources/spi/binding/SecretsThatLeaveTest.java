package io.kiln.resources.spi.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No text leaves a resource type with a secret, even when its records have lost the mark. */
class SecretsThatLeaveTest {

  private static final String MARKED = "hunter2000";
  private static final String DECLARED = "declared-secret";
  private static final NoContext CONTEXT = new NoContext();

  private final TypedResource<Gossip.Properties, Gossip.Attributes> gossip =
      TypedResource.of(new Gossip());

  @Test
  void aReasonIsRedactedOfMarkedTextsAndOfWhatThePropertiesDeclareToBeSensitive() {
    var failed = (Progress.Failed<Value.MapOf>) gossip.create(given("failed"), CONTEXT);
    assertThat(failed.reason()).isEqualTo("open " + Value.MASK + " " + Value.MASK);
  }

  @Test
  void whatAStepWaitsForIsRedacted() {
    var waiting = (Progress.Waiting<Value.MapOf>) gossip.create(given("waiting"), CONTEXT);
    assertThat(waiting.doing()).isEqualTo("waiting for open " + Value.MASK + " " + Value.MASK);
  }

  @Test
  void anAttributeThatHoldsASecretIsMarkedAndTheOthersAreNot() {
    var done = (Progress.Done<Value.MapOf>) gossip.create(given("done"), CONTEXT);
    assertThat(done.attributes().get("all"))
        .isEqualTo(Value.text("open " + MARKED + " " + DECLARED));
    assertThat(done.attributes().get("all").sensitive()).isTrue();
    assertThat(done.attributes().get("end").sensitive()).isFalse();
  }

  @Test
  void effectsAndDeletesAreRedactedOfTheSecretsOfBothSides() {
    var existing = new Existing<>(Optional.of("x"), given("done"), Optional.<Value.MapOf>empty());
    var newer = with("heard", new Value.Text("replaced-secret", Mark.SECRET));
    assertThat(gossip.effects(Optional.of(existing), Optional.of(newer), CONTEXT).toString())
        .doesNotContain(MARKED, DECLARED, "replaced-secret")
        .contains("open " + Value.MASK);
    assertThat(gossip.delete(existing, CONTEXT).toString()).doesNotContain(MARKED, DECLARED);
  }

  @Test
  void aRefusedRecordIsRedactedToo() {
    var oven = TypedResource.of(new KilnOven());
    var wanted = new LinkedHashMap<String, Value>();
    wanted.put("label", Value.text("a"));
    wanted.put("shelves", Json.parse("[{\"width\": 13}]"));
    wanted.put("anything", new Value.Text("bad luck", Mark.SECRET));
    assertThat(oven.create(Value.map(wanted), CONTEXT).toString())
        .contains("brings " + Value.MASK)
        .doesNotContain("bad luck");
  }

  private static Value.MapOf given(String end) {
    var all = new LinkedHashMap<String, Value>();
    all.put("heard", Value.list(List.of(Value.text("open"), new Value.Text(MARKED, Mark.SECRET))));
    all.put("end", Value.text(end));
    all.put("confided", Json.parse("[{\"word\": \"" + DECLARED + "\"}]"));
    return Value.map(all);
  }

  private static Value.MapOf with(String name, Value heard) {
    return Value.map(Map.of(name, Value.list(List.of(heard))));
  }
}

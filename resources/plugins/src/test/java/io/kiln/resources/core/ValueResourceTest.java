package io.kiln.resources.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueResourceTest extends ResourceContract {

  private final ResourceHandler value = TypedResource.of(new ValueResource());

  @Override
  protected ResourceHandler handler() {
    return value;
  }

  @Override
  protected Value.MapOf properties() {
    return Value.map(Map.of("value", new Value.Text(SECRET, Mark.SECRET)));
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }

  @Test
  void aValueWithoutATypeIsKeptAsItIs() {
    assertThat(kept("{\"value\": {\"a\": [1, \"2\", null]}}"))
        .isEqualTo(Json.parse("{\"a\": [1, \"2\", null]}"));
  }

  @Test
  void valuesAreConvertedAsHeatConvertsParameters() {
    assertThat(kept("{\"value\": 3, \"type\": \"string\"}")).isEqualTo(Value.text("3"));
    assertThat(kept("{\"value\": true, \"type\": \"string\"}")).isEqualTo(Value.text("True"));
    assertThat(kept("{\"value\": \"2.5\", \"type\": \"number\"}")).isEqualTo(Json.parse("2.5"));
    assertThat(kept("{\"value\": \"yes\", \"type\": \"boolean\"}")).isEqualTo(Value.bool(true));
    assertThat(kept("{\"value\": \"a, b\", \"type\": \"comma_delimited_list\"}"))
        .isEqualTo(Json.parse("[\"a\", \"b\"]"));
    assertThat(kept("{\"value\": \"{\\\"a\\\": 1}\", \"type\": \"json\"}"))
        .isEqualTo(Json.parse("{\"a\": 1}"));
  }

  @Test
  void whatCannotBeConvertedFailsWithoutBeingShown() {
    for (String type : new String[] {"number", "boolean", "json"}) {
      var wanted = map("{\"value\": \"" + SECRET + "\", \"type\": \"" + type + "\"}");
      assertThat(Steps.failed(value.create(wanted, context())).reason())
          .startsWith("property value: expected ")
          .doesNotContain(SECRET);
    }
  }

  @Test
  void aSecretStaysASecret() {
    var wanted =
        Value.map(Map.of("value", new Value.Text("7", Mark.SECRET), "type", Value.text("number")));
    assertThat(Steps.done(value.create(wanted, context())).attributes().get("value").sensitive())
        .isTrue();
  }

  private Value kept(String properties) {
    return Steps.done(value.create(map(properties), context())).attributes().get("value");
  }
}

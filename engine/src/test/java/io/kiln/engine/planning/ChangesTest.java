package io.kiln.engine.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.schema.SchemaType;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangesTest {

  private static final ResourceSchema TYPE = type();

  private static ResourceSchema type() {
    var properties = new LinkedHashMap<String, PropertySchema>();
    properties.put(
        "size",
        PropertySchema.of("size", SchemaType.INTEGER)
            .defaultValue(Optional.of(Value.number(3)))
            .build());
    return new ResourceSchema("Box", "", properties, new LinkedHashMap<>(), false, false);
  }

  private static List<String> between(Value.MapOf before, Value.MapOf after) {
    return Changes.between(before, after, TYPE).stream().map(Change::property).toList();
  }

  private static Value.MapOf size(int size) {
    return Value.map(new LinkedHashMap<>(Map.of("size", Value.number(size))));
  }

  @Test
  void whatWasMadeBeforeItsTypeHadAPropertyIsAsTheDefaultSays() {
    assertThat(between(Value.MapOf.EMPTY, size(3))).isEmpty();
    assertThat(between(Value.MapOf.EMPTY, size(4))).containsExactly("size");
  }

  @Test
  void whoeverGoesBackToTheDefaultChangesTheProperty() {
    assertThat(between(size(4), size(3))).containsExactly("size");
    assertThat(between(size(3), size(3))).isEmpty();
  }
}

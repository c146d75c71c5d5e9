package io.kiln.resources.spi.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.templates.schema.Constraint;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.SchemaType;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TypedResourceTest {

  private static final NoContext CONTEXT = new NoContext();

  private final TypedResource<KilnOven.Properties, KilnOven.Attributes> oven =
      TypedResource.of(new KilnOven());

  @Test
  void namesAndTraitsComeFromTheTypeAnnotation() {
    assertThat(oven.names()).containsExactly("Test::Oven", "Oven");
    assertThat(oven.createBeforeDelete()).isFalse();
    assertThat(oven.updatesFailed()).isTrue();
    assertThat(oven.local()).isFalse();
    assertThat(oven.referenceAttribute()).contains("label");
    assertThat(oven.schema().anyAttribute()).isTrue();
    assertThat(oven.schema().anyProperty()).isFalse();
    assertThat(oven.schema().description()).isEqualTo("An oven.");
  }

  @Test
  void theSchemaSaysWhatTheAnnotationsSay() {
    assertThat(oven.schema().properties().sequencedKeySet())
        .containsExactly(
            "label",
            "top_heat",
            "firing",
            "clay",
            "lit",
            "default",
            "key",
            "hosts",
            "notes",
            "shelves",
            "anything");
    PropertySchema label = property("label");
    assertThat(label.required()).isTrue();
    assertThat(label.immutable()).isTrue();
    assertThat(label.constraints())
        .containsExactly(new Constraint.AllowedPattern("[a-z]+", Optional.empty()));
    PropertySchema heat = property("top_heat");
    assertThat(heat.type()).isEqualTo(SchemaType.INTEGER);
    assertThat(heat.required()).isFalse();
    assertThat(heat.defaultValue()).contains(Value.number(1200));
    assertThat(heat.updatable()).isTrue();
    assertThat(heat.constraints())
        .containsExactly(
            new Constraint.Range(
                Optional.of(BigDecimal.valueOf(100)),
                Optional.of(BigDecimal.valueOf(1400)),
                Optional.empty()));
    assertThat(property("clay").required()).isFalse();
    assertThat(property("clay").type()).isEqualTo(SchemaType.NUMBER);
    assertThat(property("firing").type()).isEqualTo(SchemaType.NUMBER);
    assertThat(property("lit").type()).isEqualTo(SchemaType.BOOLEAN);
    assertThat(property("key").sensitive()).isTrue();
    assertThat(property("key").type()).isEqualTo(SchemaType.STRING);
    assertThat(property("anything").type()).isEqualTo(SchemaType.ANY);
    assertThat(property("default").constraints())
        .containsExactly(
            new Constraint.AllowedValues(
                List.of(Value.text("gas"), Value.text("wood")), Optional.empty()));
  }

  @Test
  void checksAtAListHoldForItsItemsAndLengthsForTheListItself() {
    PropertySchema hosts = property("hosts");
    assertThat(hosts.constraints())
        .containsExactly(
            new Constraint.Length(OptionalLong.empty(), OptionalLong.of(3), Optional.empty()));
    assertThat(Objects.requireNonNull(hosts.children().get("*")).constraints())
        .containsExactly(new Constraint.Custom("test.host", Optional.empty()));
  }

  @Test
  void nestedRecordsBecomeChildren() {
    PropertySchema shelf = Objects.requireNonNull(property("shelves").children().get("*"));
    assertThat(shelf.type()).isEqualTo(SchemaType.MAP);
    assertThat(Objects.requireNonNull(shelf.children().get("width")).defaultValue())
        .contains(Value.number(60));
    assertThat(property("notes").children()).isEmpty();
  }

  @Test
  void attributesSayTheirTypeSecrecyAndStability() {
    var attributes = oven.schema().attributes();
    assertThat(attributes.sequencedKeySet())
        .containsExactly("label", "key", "firing", "clay", "shelves");
    assertThat(Objects.requireNonNull(attributes.get("label")).stable()).isTrue();
    assertThat(Objects.requireNonNull(attributes.get("key")).sensitive()).isTrue();
    assertThat(Objects.requireNonNull(attributes.get("shelves")).type()).isEqualTo(SchemaType.LIST);
  }

  @Test
  void defaultsAreFilledInAndAbsentValuesAreLeftOut() {
    assertThat(created("{\"label\": \"a\"}"))
        .isEqualTo(
            Json.parse(
                """
                {"label": "a", "firing": 0.5, "shelves": [{"width": 60}], "anything": null}\
                """));
  }

  @Test
  void valuesInsideOfWhatTheSchemaLetsThroughBecomeTextAndNullsAreDropped() {
    KilnOven.Properties read =
        RecordBinding.of(KilnOven.Properties.class)
            .read(
                map(
                    """
                    {"label": "a", "notes": {"n": 1.25, "b": true, "gone": null, "l": [1]},
                     "hosts": ["x", null, "y"], "firing": 2}\
                    """));
    assertThat(read.notes()).isEqualTo(Map.of("n", "1.25", "b", "true", "l", "[1]"));
    assertThat(read.hosts()).containsExactly("x", "y");
    assertThat(read.firing()).hasSeconds(2);
  }

  @Test
  void whatIsWrittenReadsBackAsItWas() {
    var binding = RecordBinding.of(KilnOven.Properties.class);
    KilnOven.Properties read =
        binding.read(
            map(
                """
                {"label": "a", "clay": 1.25, "firing": 90, "shelves": [{"width": 7}, {}],
                 "anything": {"x": [1, null]}, "key": "k"}\
                """));
    assertThat(binding.read(binding.write(read))).isEqualTo(read);
  }

  @Test
  void sensitiveValuesKeepTheirMarkAndAreNotShown() {
    Value.MapOf exposed = created("{\"label\": \"a\", \"key\": \"hush\"}");
    assertThat(exposed.get("key").sensitive()).isTrue();
    assertThat(exposed.get("label").sensitive()).isFalse();
    assertThat(exposed.toString()).doesNotContain("hush");
    KilnOven.Properties read =
        RecordBinding.of(KilnOven.Properties.class)
            .read(map("{\"label\": \"a\", \"key\": \"hush\"}"));
    assertThat(read.toString()).doesNotContain("hush").contains(Value.MASK);
  }

  @Test
  void aMarkOnAValueSurvivesTheWayThroughThePlugin() {
    Value secret = new Value.Text("hush", Mark.SECRET);
    var wanted = Value.map(Map.of("label", Value.text("a"), "anything", secret));
    assertThat(((Progress.Done<Value.MapOf>) oven.create(wanted, CONTEXT)).attributes())
        .satisfies(map -> assertThat(map.get("anything").sensitive()).isTrue());
  }

  @Test
  void aValueThatDoesNotFitFailsTheStepWithItsPlaceAndWithoutTheValue() {
    assertThat(oven.create(map("{\"label\": \"a\", \"shelves\": [{}, {\"width\": []}]}"), CONTEXT))
        .isEqualTo(
            new Progress.Failed<>(
                Optional.empty(),
                "property shelves.1.width: expected a number, got a list",
                false));
    assertThat(oven.create(map("{\"label\": \"a\", \"top_heat\": \"hush\"}"), CONTEXT).toString())
        .contains("property top_heat")
        .doesNotContain("hush");
    assertThat(oven.create(map("{}"), CONTEXT).toString())
        .contains("property label: a value is required");
  }

  @Test
  void whatARecordRefusesFailsTheStepInItsWords() {
    assertThat(oven.create(map("{\"label\": \"a\", \"shelves\": [{\"width\": 13}]}"), CONTEXT))
        .isEqualTo(
            new Progress.Failed<>(
                Optional.empty(), "property shelves.0: a shelf of 13 brings bad luck", false));
  }

  @Test
  void anUnknownValueIsNeverHandedToAPlugin() {
    var unknown = new Value.Unknown(Set.of("web.address"), Mark.NONE);
    var wanted = Value.map(Map.of("label", unknown));
    assertThatThrownBy(() -> oven.create(wanted, CONTEXT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("web.address");
    assertThat(oven.effects(Optional.empty(), Optional.of(wanted), CONTEXT)).isEmpty();
    assertThat(oven.effects(Optional.empty(), Optional.of(map("{\"label\": \"a\"}")), CONTEXT))
        .hasSize(1);
    assertThat(oven.replaces(map("{\"label\": \"a\"}"), wanted)).isFalse();
  }

  @Test
  void thePluginMayAskForReplacementBecauseOfValues() {
    Value.MapOf before = map("{\"label\": \"a\"}");
    assertThat(oven.replaces(before, map("{\"label\": \"a\", \"top_heat\": 1400}"))).isTrue();
    assertThat(oven.replaces(before, map("{\"label\": \"a\", \"top_heat\": 900}"))).isFalse();
  }

  @Test
  void stepsThatEndWithoutAttributesPassThrough() {
    var existing =
        new Existing<>(
            Optional.of("oven-1"), map("{\"label\": \"a\"}"), Optional.<Value.MapOf>empty());
    assertThat(oven.delete(existing, CONTEXT)).isEqualTo(new Progress.Gone<>());
  }

  @Test
  void aRecordThatCannotBeBoundIsRefusedWhenThePluginIsBound() {
    record Odd(Thread thread) {}
    assertThatThrownBy(() -> RecordBinding.of(Odd.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Thread");
  }

  private PropertySchema property(String name) {
    return Objects.requireNonNull(oven.schema().properties().get(name));
  }

  private Value.MapOf created(String properties) {
    return ((Progress.Done<Value.MapOf>) oven.create(map(properties), CONTEXT)).attributes();
  }

  private static Value.MapOf map(String json) {
    return (Value.MapOf) Json.parse(json);
  }
}

package io.kiln.api.contract;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfig;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.TypeScope;
import com.github.victools.jsonschema.generator.impl.DefinitionKey;
import com.github.victools.jsonschema.generator.naming.DefaultSchemaDefinitionNamingStrategy;
import io.kiln.api.http.LowerCase;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Schemas of the records that bodies are made of: each component is a property, one marked {@code
 * Nullable} may be null, an enum is closed, and nothing else may be there.
 */
final class Schemas {

  private static final String PLACE = "components/schemas";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final SchemaBuilder answers;
  private final SchemaBuilder requests;

  Schemas(Comments comments) {
    answers = new SchemaGenerator(config(comments, false)).buildMultipleSchemaDefinitions();
    requests = new SchemaGenerator(config(comments, true)).buildMultipleSchemaDefinitions();
  }

  /** A reference to what an answer of this type looks like: every property is there. */
  ObjectNode answer(Class<?> type) {
    return answers.createSchemaReference(type);
  }

  /** A reference to what a request of this type looks like: what may be null may be left out. */
  ObjectNode request(Class<?> type) {
    return requests.createSchemaReference(type);
  }

  /** All that were referred to, by name. */
  ObjectNode all() {
    ObjectNode all = JSON.createObjectNode();
    var sorted = new java.util.TreeMap<String, JsonNode>();
    for (SchemaBuilder builder : List.of(answers, requests)) {
      builder
          .collectDefinitions(PLACE)
          .properties()
          .forEach(
              schema -> {
                JsonNode other = sorted.put(schema.getKey(), schema.getValue());
                if (other != null && !other.equals(schema.getValue())) {
                  throw new AssertionError("two schemas are called " + schema.getKey());
                }
              });
    }
    sorted.forEach(all::set);
    return all;
  }

  private static SchemaGeneratorConfig config(Comments comments, boolean request) {
    var config =
        new SchemaGeneratorConfigBuilder(JSON, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(
                Option.DEFINITIONS_FOR_ALL_OBJECTS,
                Option.EXTRA_OPEN_API_FORMAT_VALUES,
                Option.FLATTENED_OPTIONALS,
                Option.INLINE_NULLABLE_SCHEMAS,
                Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                Option.PLAIN_DEFINITION_KEYS)
            .without(Option.SCHEMA_VERSION_INDICATOR);
    config
        .forTypesInGeneral()
        .withCustomDefinitionProvider(Schemas::plain)
        .withAdditionalPropertiesResolver((scope, _) -> closed(scope))
        .withDescriptionResolver(
            scope ->
                comments
                    .of(scope.getType().getErasedType())
                    .map(Comments.Comment::text)
                    .orElse(null))
        .withDefinitionNamingStrategy(new Names());
    config
        .forFields()
        .withPropertyNameOverrideResolver(Schemas::name)
        .withNullableCheck(Schemas::nullable)
        .withRequiredCheck(field -> !request || !nullable(field))
        .withCustomDefinitionProvider(Schemas::words)
        .withStringFormatResolver(field -> said(field, Schema::format))
        .withStringPatternResolver(field -> said(field, Schema::pattern))
        .withNumberInclusiveMinimumResolver(
            field ->
                Optional.ofNullable(said(field, Schema::minimum)).map(BigDecimal::new).orElse(null))
        .withDescriptionResolver(field -> comment(comments, field));
    return config.build();
  }

  /**
   * What needs no name of its own: values of the language, which are whatever JSON can say; maps.
   */
  private static @Nullable CustomDefinition plain(
      ResolvedType type, SchemaGenerationContext context) {
    if (type.getErasedType() == Object.class) {
      return inline(JSON.createObjectNode());
    }
    if (type.isInstanceOf(Map.class)) {
      ObjectNode map = JSON.createObjectNode().put("type", "object");
      ResolvedType value = type.typeParametersFor(Map.class).get(1);
      map.set("additionalProperties", context.createStandardDefinitionReference(value, null));
      return inline(map);
    }
    return null;
  }

  private static CustomDefinition inline(ObjectNode schema) {
    return new CustomDefinition(
        schema, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES);
  }

  private static @Nullable JsonNode closed(TypeScope scope) {
    Class<?> type = scope.getType().getErasedType();
    Schema said = type.getAnnotation(Schema.class);
    boolean open =
        said != null && said.additionalProperties() == Schema.AdditionalPropertiesValue.TRUE;
    return type.isRecord() && !open ? JSON.getNodeFactory().booleanNode(false) : null;
  }

  private static String name(FieldScope field) {
    JsonProperty own = field.getAnnotationConsideringFieldAndGetter(JsonProperty.class);
    return own != null
        ? own.value()
        : PropertyNamingStrategies.SNAKE_CASE.nameForField(null, null, field.getDeclaredName());
  }

  private static boolean nullable(FieldScope field) {
    Field raw = field.getRawMember();
    return !field.isFakeContainerItemScope()
        && (raw.getType() == Optional.class
            || raw.getAnnotatedType().isAnnotationPresent(Nullable.class));
  }

  /** What a type alone does not say: words in lower case, words of a text, several types. */
  private static @Nullable CustomPropertyDefinition words(
      FieldScope field, SchemaGenerationContext context) {
    Schema said = field.getAnnotationConsideringFieldAndGetter(Schema.class);
    Class<?> type = field.getType().getErasedType();
    List<String> words =
        field.getAnnotation(LowerCase.class) != null
            ? Arrays.stream(type.getEnumConstants())
                .map(word -> LowerCase.Writer.written((Enum<?>) word))
                .toList()
            : said == null ? List.of() : List.of(said.allowableValues());
    List<String> types =
        said != null && said.types().length > 0
            ? List.of(said.types())
            : words.isEmpty() ? List.of() : List.of("string");
    if (types.isEmpty()) {
      return null;
    }
    ObjectNode schema = JSON.createObjectNode();
    boolean nullable = nullable(field);
    if (types.size() == 1 && !nullable) {
      schema.put("type", types.getFirst());
    } else {
      ArrayNode all = schema.putArray("type");
      types.forEach(all::add);
      if (nullable) {
        all.add("null");
      }
    }
    if (!words.isEmpty()) {
      ArrayNode all = schema.putArray("enum");
      words.forEach(all::add);
      if (nullable) {
        all.addNull();
      }
    }
    return new CustomPropertyDefinition(schema, CustomDefinition.AttributeInclusion.YES);
  }

  private static @Nullable String said(
      FieldScope field, java.util.function.Function<Schema, String> what) {
    Schema said = field.getAnnotationConsideringFieldAndGetter(Schema.class);
    return said == null || field.isFakeContainerItemScope() || what.apply(said).isEmpty()
        ? null
        : what.apply(said);
  }

  private static @Nullable String comment(Comments comments, FieldScope field) {
    return field.isFakeContainerItemScope()
        ? null
        : comments
            .of(field.getRawMember().getDeclaringClass())
            .map(of -> of.parameters().get(field.getDeclaredName()))
            .orElse(null);
  }

  /** A record is called by its place, without what says only that it is a view. */
  private static final class Names extends DefaultSchemaDefinitionNamingStrategy {
    @Override
    public String getDefinitionNameForKey(DefinitionKey key, SchemaGenerationContext context) {
      return of(key.getType().getErasedType());
    }

    private static String of(Class<?> type) {
      Schema said = type.getAnnotation(Schema.class);
      if (said != null && !said.name().isEmpty()) {
        return said.name();
      }
      String own = type.getSimpleName().replaceFirst("(View|Controller|Message)$", "");
      return type.getDeclaringClass() == null ? own : of(type.getDeclaringClass()) + own;
    }
  }
}

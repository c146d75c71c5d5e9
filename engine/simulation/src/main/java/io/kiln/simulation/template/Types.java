package io.kiln.simulation.template;

import io.kiln.templates.schema.AttributeSchema;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.schema.SchemaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The resource types of the simulated world and what they are given. */
public final class Types {

  /** On a host; its successor is made before it goes; one that failed is replaced. */
  public static final String THING = "Thing";

  /** On a host; there is room for one only, so it goes before its successor is made. */
  public static final String ROOM = "Room";

  /** On a host; one that failed is changed in place. */
  public static final String STURDY = "Sturdy";

  /** Nowhere: its driver makes it at once. */
  public static final String NOTE = "Note";

  /** So many alike. */
  public static final String MANY = "Many";

  /** Changed in place. */
  public static final String SIZE = "size";

  /** A change of it means replacement. */
  public static final String SHAPE = "shape";

  /** The host; a change of it means replacement. */
  public static final String HOST = "on";

  /** Who is needed; changed in place. */
  public static final String NEEDS = "needs";

  /** Who is needed; a change means replacement. */
  public static final String RESTS_ON = "restsOn";

  /** How it fares at its host, see {@link Fate}; changed in place. */
  public static final String FATE = "fate";

  /** Nobody may see it. */
  public static final String SECRET = "secret";

  /** Given to no resource: the hook at which it stops until somebody clears it. */
  public static final String HOOK = "hook";

  private static final Map<String, ResourceSchema> SCHEMAS =
      Stream.concat(Stream.of(THING, ROOM, STURDY, NOTE).map(Types::single), Stream.of(many()))
          .collect(Collectors.toUnmodifiableMap(ResourceSchema::type, Function.identity()));

  private Types() {}

  /** The schema of a type. */
  public static ResourceSchema schema(String type) {
    ResourceSchema schema = SCHEMAS.get(type);
    if (schema == null) {
      throw new IllegalArgumentException("no type " + type);
    }
    return schema;
  }

  private static ResourceSchema single(String type) {
    var properties = new LinkedHashMap<String, PropertySchema>();
    var attributes = new LinkedHashMap<String, AttributeSchema>();
    for (String name : List.of(SIZE, SHAPE, HOST, NEEDS, RESTS_ON, FATE, SECRET)) {
      boolean replaces = name.equals(SHAPE) || name.equals(HOST) || name.equals(RESTS_ON);
      properties.put(name, property(name, !replaces));
    }
    for (String name : List.of(SIZE, SHAPE)) {
      attributes.put(name, new AttributeSchema(name, SchemaType.ANY, "", false, false));
    }
    return new ResourceSchema(type, "", properties, attributes, false, false);
  }

  private static ResourceSchema many() {
    var properties = new LinkedHashMap<String, PropertySchema>();
    for (String name : List.of("count", "of", "with")) {
      properties.put(name, property(name, true));
    }
    return new ResourceSchema(MANY, "", properties, new LinkedHashMap<>(), false, true);
  }

  private static PropertySchema property(String name, boolean updatable) {
    return PropertySchema.of(name, SchemaType.ANY)
        .updatable(updatable)
        .sensitive(name.equals(SECRET))
        .build();
  }
}

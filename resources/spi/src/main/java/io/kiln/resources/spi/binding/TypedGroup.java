package io.kiln.resources.spi.binding;

import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Effect;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Group;
import io.kiln.resources.spi.Members;
import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Scalable;
import io.kiln.resources.spi.Scaling;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.Unfolding;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.value.Value;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** A plugin's {@link Group} as the {@link ResourceHandler} and {@link Unfolding} of its type. */
public final class TypedGroup<P extends Record, A extends Record>
    implements ResourceHandler, Unfolding {

  private final Group<P, A> group;
  private final RecordBinding<P> properties;
  private final ResourceSchema schema;
  private final Set<String> names;

  private TypedGroup(Group<P, A> group, ResourceType type, Class<P> given, Class<A> exposed) {
    this.group = group;
    this.properties = RecordBinding.of(given);
    this.schema =
        new ResourceSchema(
            type.value(),
            type.doc(),
            properties.properties(),
            RecordBinding.of(exposed).attributes(),
            type.anyProperty(),
            type.anyAttribute());
    Set<String> all = new LinkedHashSet<>(List.of(type.value()));
    all.addAll(Arrays.asList(type.aliases()));
    this.names = Collections.unmodifiableSet(all);
  }

  /**
   * Binds a plugin.
   *
   * @throws IllegalArgumentException when the class lacks {@link ResourceType}, does not say its
   *     records, or these have components that cannot be bound: a fault of the plugin
   */
  public static <P extends Record, A extends Record> TypedGroup<P, A> of(Group<P, A> group) {
    Class<?> plugin = group.getClass();
    ResourceType type = plugin.getAnnotation(ResourceType.class);
    if (type == null) {
      throw new IllegalArgumentException(plugin.getName() + " carries no @ResourceType");
    }
    Type[] records = records(plugin);
    @SuppressWarnings("unchecked") // Group<P, A> itself was asked for its two arguments.
    var bound = new TypedGroup<>(group, type, (Class<P>) records[0], (Class<A>) records[1]);
    return bound;
  }

  private static Type[] records(Class<?> plugin) {
    return Arrays.stream(plugin.getGenericInterfaces())
        .filter(ParameterizedType.class::isInstance)
        .map(ParameterizedType.class::cast)
        .filter(generic -> generic.getRawType() == Group.class)
        .map(ParameterizedType::getActualTypeArguments)
        .filter(arguments -> Arrays.stream(arguments).allMatch(Class.class::isInstance))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    plugin.getName() + " must implement Group with two record classes"));
  }

  @Override
  public Optional<Unfolding> unfolding() {
    return Optional.of(this);
  }

  @Override
  public Optional<Scaling> scaling() {
    if (!(group instanceof Scalable<?> scalable)) {
      return Optional.empty();
    }
    @SuppressWarnings("unchecked") // A group scales with what it itself is given.
    var typed = (Scalable<P>) scalable;
    return Optional.of(
        (given, memory, heard, adjustment, now) ->
            typed.adjust(properties.read(given), memory, heard, adjustment, now));
  }

  @Override
  public Unfolded unfold(Value.MapOf given, Value.MapOf policy, Past past) {
    P wanted;
    try {
      wanted = properties.read(given);
    } catch (UnboundValueException e) {
      return new Unfolded.Refused(String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      if (given.known()) {
        throw e;
      }
      return new Unfolded.Later(); // a value that decides about the members is not known yet
    }
    return group.unfold(wanted, policy, past);
  }

  @Override
  public Value attribute(String name, Members members) {
    return group.attribute(name, members);
  }

  @Override
  public boolean spreads(String attribute) {
    return group.spreads(attribute);
  }

  @Override
  public Value.MapOf shown(Members members) {
    SequencedMap<String, Value> shown = new LinkedHashMap<>();
    for (String name : schema.attributes().keySet()) {
      if (!group.spreads(name)) {
        shown.put(name, group.attribute(name, members));
      }
    }
    return Value.map(shown);
  }

  @Override
  public ResourceSchema schema() {
    return schema;
  }

  @Override
  public Set<String> names() {
    return names;
  }

  @Override
  public boolean local() {
    return true;
  }

  @Override
  public boolean createBeforeDelete() {
    return true;
  }

  @Override
  public boolean updatesFailed() {
    return true;
  }

  @Override
  public Optional<String> referenceAttribute() {
    return Optional.empty();
  }

  @Override
  public Progress<Value.MapOf> create(Value.MapOf wanted, Context context) {
    throw unfolds();
  }

  @Override
  public Progress<Value.MapOf> update(
      Existing<Value.MapOf, Value.MapOf> existing, Value.MapOf wanted, Context context) {
    throw unfolds();
  }

  @Override
  public Progress<Value.MapOf> delete(
      Existing<Value.MapOf, Value.MapOf> existing, Context context) {
    throw unfolds();
  }

  @Override
  public List<Effect> effects(
      Optional<Existing<Value.MapOf, Value.MapOf>> existing,
      Optional<Value.MapOf> wanted,
      Context context) {
    return List.of();
  }

  private IllegalStateException unfolds() {
    return new IllegalStateException(schema.type() + " does nothing outside: its members do");
  }
}

package io.kiln.resources.spi.binding;

import io.kiln.resources.spi.Group;
import io.kiln.resources.spi.Members;
import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.Scalable;
import io.kiln.resources.spi.Scaling;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.UnfoldingHandler;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** A plugin's {@link Group} as the {@link UnfoldingHandler} of its type. */
public final class TypedGroup<P extends Record, A extends Record> implements UnfoldingHandler {

  private final Group<P, A> group;
  private final Declaration<P, A> declared;

  private TypedGroup(Group<P, A> group, Declaration<P, A> declared) {
    this.group = group;
    this.declared = declared;
  }

  /**
   * Binds a plugin.
   *
   * @throws IllegalArgumentException when its class does not say what it must: a fault of the
   *     plugin
   */
  public static <P extends Record, A extends Record> TypedGroup<P, A> of(Group<P, A> group) {
    return new TypedGroup<>(group, Declaration.of(group.getClass(), Group.class));
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
            typed.adjust(declared.properties().read(given), memory, heard, adjustment, now));
  }

  @Override
  public Unfolded unfold(Value.MapOf given, Value.MapOf policy, Past past) {
    P wanted;
    try {
      wanted = declared.properties().read(given);
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
    for (String name : schema().attributes().keySet()) {
      if (!group.spreads(name)) {
        shown.put(name, group.attribute(name, members));
      }
    }
    return Value.map(shown);
  }

  @Override
  public ResourceSchema schema() {
    return declared.schema();
  }

  @Override
  public Set<String> names() {
    return declared.names();
  }
}

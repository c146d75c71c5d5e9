package io.kiln.engine.planning;

import io.kiln.resources.spi.ResourceHandler;
import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What is known of one resource: a row of the store. A resource and the one that replaces it are
 * two rows with the same path.
 *
 * @param path names from the root stack down, joined by {@code /}: {@code controller/keystone}
 * @param parent the nested stack it lies in; empty in the root stack
 * @param type the canonical type name, or the child template's name when nested
 * @param nested whether it is a stack of its own: its properties are the child's parameters, its
 *     attributes the child's outputs, its id the child's stack id
 * @param physicalId what the outside world calls it, once known
 * @param properties what it was last given, with success or by a step that was cut short; during a
 *     create: what it is being given
 * @param attempting what an update in progress or failed was giving it
 * @param attributes what it exposes, once it was complete
 * @param requires the rows it relied on when it was last given its properties: they outlive it
 * @param replaces the row whose place it takes
 * @param checkpoint where the step in progress can be taken up again; of a group what it remembers
 *     of its members; of a row that was called broken see {@link BrokenMark}
 * @param token equal for all attempts at the step in progress; empty when there is none, but for a
 *     {@link Round}, whose rows keep theirs
 * @param attempts how often the step in progress failed and was tried again
 * @param madeFor the revision it was made for; 0 when that is not known
 * @param stops where it stops for people
 * @param heard what people and programs have said to it; never written by a driver
 */
public record ResourceState(
    UUID id,
    String path,
    Optional<UUID> parent,
    String type,
    boolean nested,
    Optional<String> physicalId,
    Action action,
    Status status,
    String statusReason,
    Value.MapOf properties,
    Optional<Value.MapOf> attempting,
    Optional<Value.MapOf> attributes,
    Value metadata,
    Set<UUID> requires,
    Optional<UUID> replaces,
    DeletionPolicy deletionPolicy,
    Optional<Value> checkpoint,
    String token,
    int attempts,
    Instant createdAt,
    Instant updatedAt,
    long madeFor,
    Stops stops,
    Heard heard)
    implements InState {

  public ResourceState {
    requires = Collections.unmodifiableSet(new TreeSet<>(requires));
  }

  /** A row that stops nowhere and was told nothing. */
  public ResourceState(
      UUID id,
      String path,
      Optional<UUID> parent,
      String type,
      boolean nested,
      Optional<String> physicalId,
      Action action,
      Status status,
      String statusReason,
      Value.MapOf properties,
      Optional<Value.MapOf> attempting,
      Optional<Value.MapOf> attributes,
      Value metadata,
      Set<UUID> requires,
      Optional<UUID> replaces,
      DeletionPolicy deletionPolicy,
      Optional<Value> checkpoint,
      String token,
      int attempts,
      Instant createdAt,
      Instant updatedAt) {
    this(
        id,
        path,
        parent,
        type,
        nested,
        physicalId,
        action,
        status,
        statusReason,
        properties,
        attempting,
        attributes,
        metadata,
        requires,
        replaces,
        deletionPolicy,
        checkpoint,
        token,
        attempts,
        createdAt,
        updatedAt,
        0,
        Stops.NONE,
        Heard.NOTHING);
  }

  /** The last name of its path: what the template calls it. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The hook it stops at now, until somebody clears it. */
  public Optional<String> pending() {
    return stops.at().isEmpty() || heard.cleared().contains(stops.at())
        ? Optional.empty()
        : Optional.of(stops.hook());
  }

  /** What the template says beside its properties, and what signals have added to that. */
  public Value told() {
    if (heard.signals().entries().isEmpty()) {
      return metadata;
    }
    SequencedMap<String, Value> all = new LinkedHashMap<>();
    if (metadata instanceof Value.MapOf said) {
      all.putAll(said.entries());
    }
    all.putAll(heard.signals().entries());
    return Value.map(all);
  }

  /**
   * What {@code get_resource} yields, now that it is there.
   *
   * @param handler of its type, which may let an attribute stand for it
   */
  public Value reference(Optional<ResourceHandler> handler) {
    if (nested) {
      Value named = attribute("OS::stack_id");
      return named instanceof Value.Null ? Value.text(id.toString()) : named;
    }
    return handler
        .flatMap(ResourceHandler::referenceAttribute)
        .map(this::attribute)
        // One that was made before its type had that attribute.
        .filter(value -> !(value instanceof Value.Null))
        .orElseGet(() -> Value.text(physicalId.orElse(name())));
  }

  /**
   * What {@code get_attr} starts from.
   *
   * @param name of the attribute, empty for the map of all of them
   */
  public Value attribute(String name) {
    Value.MapOf all = attributes.orElse(Value.MapOf.EMPTY);
    return name.isEmpty() ? all : all.get(name);
  }

  /** Whether it was once made and nothing is under way. */
  public boolean isComplete() {
    return status == Status.COMPLETE && action != Action.INIT && action != Action.DELETE;
  }

  /** Whether it stands for a thing that was there before: nothing but a look is asked of it. */
  public boolean isForeign() {
    return deletionPolicy == DeletionPolicy.FOREIGN;
  }

  /**
   * Whether it is a stack of its own by its type, a group or a stack in a stack: what it was given
   * is its type's then. Of any other nested stack it is the parameters of the template that was its
   * type, whatever that was called.
   */
  public boolean isGroup() {
    return nested && GroupMemory.isOf(this);
  }

  /** The same row at another place. */
  ResourceState at(String place) {
    return new ResourceState(
        id,
        place,
        parent,
        type,
        nested,
        physicalId,
        action,
        status,
        statusReason,
        properties,
        attempting,
        attributes,
        metadata,
        requires,
        replaces,
        deletionPolicy,
        checkpoint,
        token,
        attempts,
        createdAt,
        updatedAt,
        madeFor,
        stops,
        heard);
  }

  /** The same row, told something else; for stores. */
  public ResourceState told(Heard now) {
    return heard.equals(now) ? this : new RowChange(this, updatedAt).heard(now).build();
  }
}

package io.kiln.engine.planning;

import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A copy of a row with some of it changed. */
final class RowChange {
  private final ResourceState from;
  private final Instant now;
  private Optional<UUID> parent;
  private String type;
  private Optional<String> physicalId;
  private Action action;
  private Status status;
  private String reason;
  private Value.MapOf properties;
  private Optional<Value.MapOf> attempting;
  private Optional<Value.MapOf> attributes;
  private Value metadata;
  private Set<UUID> requires;
  private Optional<UUID> replaces;
  private DeletionPolicy deletionPolicy;
  private Optional<Value> checkpoint;
  private String token;
  private int attempts;
  private long madeFor;
  private Stops stops;
  private Heard heard;

  RowChange(ResourceState from, Instant now) {
    this.from = from;
    this.now = now;
    parent = from.parent();
    type = from.type();
    physicalId = from.physicalId();
    action = from.action();
    status = from.status();
    reason = from.statusReason();
    properties = from.properties();
    attempting = from.attempting();
    attributes = from.attributes();
    metadata = from.metadata();
    requires = from.requires();
    replaces = from.replaces();
    deletionPolicy = from.deletionPolicy();
    checkpoint = from.checkpoint();
    token = from.token();
    attempts = from.attempts();
    madeFor = from.madeFor();
    stops = from.stops();
    heard = from.heard();
  }

  RowChange parent(Optional<UUID> value) {
    parent = value;
    return this;
  }

  RowChange type(String value) {
    type = value;
    return this;
  }

  RowChange action(Action toAction, Status toStatus, String why) {
    action = toAction;
    status = toStatus;
    reason = why;
    return this;
  }

  /** A new step begins: what the last one left behind is forgotten. */
  RowChange step(String newToken) {
    token = newToken;
    attempts = 0;
    checkpoint = Optional.empty();
    return this;
  }

  /** Which step this is, without forgetting anything of the last. */
  RowChange token(String value) {
    token = value;
    return this;
  }

  /** Whether or not it is known by now: a known id is never forgotten. */
  RowChange physicalId(Optional<String> value) {
    physicalId = value.or(() -> physicalId);
    return this;
  }

  RowChange properties(Value.MapOf value) {
    properties = value;
    return this;
  }

  RowChange attempting(Optional<Value.MapOf> value) {
    attempting = value;
    return this;
  }

  RowChange attributes(Value.MapOf value) {
    attributes = Optional.of(value);
    return this;
  }

  RowChange metadata(Value value) {
    metadata = value;
    return this;
  }

  RowChange requires(Set<UUID> value) {
    requires = value;
    return this;
  }

  RowChange replaces(Optional<UUID> value) {
    replaces = value;
    return this;
  }

  RowChange deletionPolicy(DeletionPolicy value) {
    deletionPolicy = value;
    return this;
  }

  RowChange checkpoint(Value value) {
    checkpoint = Optional.of(value);
    return this;
  }

  /** What a group wants to be told again, in the place of a checkpoint. */
  RowChange remembering(Optional<Value.MapOf> memory) {
    checkpoint = memory.map(Value.class::cast);
    return this;
  }

  RowChange attempts(int value) {
    attempts = value;
    return this;
  }

  RowChange madeFor(long revision) {
    madeFor = revision;
    return this;
  }

  RowChange stops(Stops value) {
    stops = value;
    return this;
  }

  RowChange heard(Heard value) {
    heard = value;
    return this;
  }

  ResourceState build() {
    return new ResourceState(
        from.id(),
        from.path(),
        parent,
        type,
        from.nested(),
        physicalId,
        action,
        status,
        reason,
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
        from.createdAt(),
        now,
        madeFor,
        stops,
        heard);
  }
}

package io.kiln.engine.convergence;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;

/**
 * A stack that exists already, as an export describes it.
 *
 * @param stack the id it had: what is outside carries it
 * @param rows what it consists of. Each is kept if it goes, until the template says otherwise: what
 *     does not fit its template is let go, not deleted
 */
public record Adoption(UUID stack, List<ResourceState> rows) {

  public Adoption {
    rows = List.copyOf(rows);
  }

  /**
   * Reads an exported document.
   *
   * @throws AdoptionException when it is none, or not one that this server could have written
   */
  public static Adoption read(Value read, Instant now) {
    if (!(read instanceof Value.MapOf map)
        || !(map.get("resources") instanceof Value.MapOf resources)) {
      throw new AdoptionException(
          "Invalid adopt data: it must be an object with the key 'resources', as"
              + " 'kiln stack export' prints it.");
    }
    var rows = new ArrayList<ResourceState>();
    collect(resources, "", now, rows);
    return new Adoption(id(map.get("id"), "id"), rows);
  }

  private static void collect(
      Value.MapOf resources, String prefix, Instant now, List<ResourceState> rows) {
    resources
        .entries()
        .forEach(
            (name, value) -> {
              String path = prefix + name;
              Value.MapOf entry = map(value, path);
              if (entry.get("resources") instanceof Value.MapOf inner) {
                collect(inner, path + "/", now, rows);
              } else {
                rows.add(row(entry, path, now));
              }
            });
  }

  private static ResourceState row(Value.MapOf entry, String path, Instant now) {
    Value data = entry.get("resource_data");
    if (!(data instanceof Value.MapOf plugin)
        || !(plugin.get(ExportedTree.OWN) instanceof Value.MapOf own)) {
      throw new AdoptionException(
          ("Invalid adopt data: resource %s does not say how it was made (resource_data.%s). Only"
                  + " what Kiln exported can be adopted.")
              .formatted(path, ExportedTree.OWN));
    }
    if (!(entry.get("resource_id") instanceof Value.Text(String physicalId, _))) {
      throw new AdoptionException(
          "Resource ADOPT failed: resources.%s: Resource ID was not provided.".formatted(path));
    }
    State state = State.of(entry);
    return new ResourceState(
        id(own.get("id"), path),
        path,
        Optional.empty(),
        text(entry, "type", path),
        false,
        Optional.of(physicalId),
        state.action(),
        state.status(),
        state.reason(),
        marked(map(own.get("properties"), path), own.get("sensitive_properties")),
        Optional.empty(),
        own.get("attributes") instanceof Value.MapOf attributes
            ? Optional.of(marked(attributes, own.get("sensitive_attributes")))
            : Optional.empty(),
        entry.get("metadata") instanceof Value.MapOf metadata ? metadata : Value.MapOf.EMPTY,
        requires(own, path),
        Optional.empty(),
        DeletionPolicy.RETAIN,
        Optional.empty(),
        "",
        0,
        now,
        now);
  }

  private static Set<UUID> requires(Value.MapOf own, String path) {
    var ids = new HashSet<UUID>();
    if (own.get(ExportedTree.REQUIRES) instanceof Value.ListOf(List<Value> required, _)) {
      required.forEach(id -> ids.add(id(id, path)));
    }
    return ids;
  }

  /**
   * How a row begins here. One that is not at work stays what it was, so that it is woken or made
   * good like one that was here all the time; of a document without states all are at work, as in
   * Heat.
   */
  private record State(Action action, Status status, String reason) {
    static State of(Value.MapOf entry) {
      Optional<Action> action = named(Action.values(), entry.get("action"));
      Optional<Status> status = named(Status.values(), entry.get("status"));
      boolean rests = action.filter(known -> known == Action.SUSPEND).isPresent();
      boolean complete = status.filter(known -> known != Status.COMPLETE).isEmpty();
      if (rests && complete) {
        return new State(Action.SUSPEND, Status.COMPLETE, "state changed");
      }
      return complete
          ? new State(Action.ADOPT, Status.COMPLETE, "state changed")
          : new State(
              action.orElse(Action.ADOPT), Status.FAILED, "it was not complete when exported");
    }

    private static <T extends Enum<T>> Optional<T> named(T[] all, Value name) {
      return Arrays.stream(all).filter(one -> one.name().equals(name.toString())).findFirst();
    }
  }

  private static Value.MapOf marked(Value.MapOf values, Value names) {
    SequencedMap<String, Value> marked = new LinkedHashMap<>(values.entries());
    if (names instanceof Value.ListOf(List<Value> sensitive, _)) {
      for (Value name : sensitive) {
        marked.computeIfPresent(name.toString(), (_, value) -> hidden(value));
      }
    }
    return Value.map(marked);
  }

  /** With all inside, so that a part that is taken out stays secret. */
  private static Value hidden(Value value) {
    Value inner =
        switch (value) {
          case Value.ListOf(List<Value> items, var mark) ->
              new Value.ListOf(items.stream().map(Adoption::hidden).toList(), mark);
          case Value.MapOf(SequencedMap<String, Value> entries, var mark) -> {
            SequencedMap<String, Value> all = new LinkedHashMap<>();
            entries.forEach((key, entry) -> all.put(key, hidden(entry)));
            yield new Value.MapOf(all, mark);
          }
          case Value.Null _, Value.Bool _, Value.Num _, Value.Text _, Value.Unknown _ -> value;
        };
    return inner.marked(inner.mark().with(true));
  }

  private static Value.MapOf map(Value value, String path) {
    if (value instanceof Value.MapOf map) {
      return map;
    }
    throw new AdoptionException(
        "Invalid adopt data: resource %s is not described by objects.".formatted(path));
  }

  private static String text(Value.MapOf entry, String key, String path) {
    if (entry.get(key) instanceof Value.Text(String text, _)) {
      return text;
    }
    throw new AdoptionException("Invalid adopt data: resource %s has no %s.".formatted(path, key));
  }

  private static UUID id(Value value, String what) {
    try {
      return UUID.fromString(value.toString());
    } catch (IllegalArgumentException e) {
      var wrong = new AdoptionException("Invalid adopt data: %s has no id.".formatted(what));
      wrong.addSuppressed(e);
      throw wrong;
    }
  }
}

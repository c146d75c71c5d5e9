package io.kiln.engine.planning;

import static java.util.stream.Collectors.toCollection;

import io.kiln.resources.spi.Act;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.model.ResourceDefinition;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.value.Value;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns decisions into steps: writes down in the rows what is intended, before anything is done.
 */
final class Intentions {
  private final StackIdentity identity;
  private final Rows rows;
  private final Set<UUID> kept;
  private final Supplier<UUID> ids;
  private final Set<Failure> forbidden = new LinkedHashSet<>();
  private long revision;

  /**
   * @param kept the rows that this walk has found to stay, as it goes on
   */
  Intentions(StackIdentity identity, Rows rows, Set<UUID> kept, Supplier<UUID> ids) {
    this.identity = identity;
    this.rows = rows;
    this.kept = kept;
    this.ids = ids;
  }

  /** What is made from now on is made for this revision. */
  void toward(long number) {
    revision = number;
  }

  /** The revision that is wanted; 0 when that is not known. */
  long revision() {
    return revision;
  }

  /**
   * A row that stays: what the template says about it, other than its properties, may have changed.
   */
  ResourceState staying(Node node, ResourceState row, Value metadata) {
    return staying(node, row, metadata, narrowed(node, row));
  }

  /** A row that may still be as it was before: it stays, but not yet as the template has it. */
  ResourceState goingOn(Node node, ResourceState row, Value metadata) {
    return staying(node, row, metadata, before(node, row));
  }

  private ResourceState staying(Node node, ResourceState row, Value metadata, Set<UUID> requires) {
    DeletionPolicy policy =
        row.isForeign() ? DeletionPolicy.FOREIGN : definition(node).deletionPolicy();
    Optional<UUID> parent = node.scope().parent();
    Stops stops = stops(node, Optional.of(row));
    boolean same =
        requires.equals(existing(row.requires()))
            && row.metadata().equals(metadata)
            && row.parent().equals(parent)
            && row.stops().equals(stops)
            && row.deletionPolicy() == policy;
    return same
        ? row
        : rows.write(
            rows.change(row)
                .requires(requires)
                .metadata(metadata)
                .parent(parent)
                .deletionPolicy(policy)
                .stops(stops)
                .build());
  }

  /** The row that waits to be begun. */
  Optional<ResourceState> planned(Node node) {
    return rows.at(node.path()).stream().filter(row -> row.action() == Action.INIT).findFirst();
  }

  /** A row for what is to be begun as soon as a hook is cleared. */
  ResourceState planning(Node node, String type) {
    boolean nested = node.kind == Node.Kind.OPEN;
    Optional<UUID> parent = node.scope().parent();
    touch(parent);
    ResourceState fresh =
        rows.fresh(
            nested ? nestedId(node) : ids.get(),
            node.path(),
            parent,
            type,
            nested,
            Value.MapOf.EMPTY);
    return rows.write(
        rows.change(fresh)
            .action(Action.INIT, Status.COMPLETE, "")
            .requires(requirements(node))
            .madeFor(revision)
            .build());
  }

  /** Where a row stops, with what the environment says by now of its way out. */
  private static Stops stops(Node node, Optional<ResourceState> row) {
    return new Stops(
        Breakpoints.leaving(node.scope().frame().rules(node.name).hooks()),
        row.map(ResourceState::stops).map(Stops::at).orElse(""));
  }

  /** A row whose place another takes: the template may say what becomes of it then. */
  ResourceState replaced(Node node, ResourceState row) {
    return definition(node)
        .replacePolicy()
        .filter(policy -> policy != row.deletionPolicy())
        .map(policy -> rows.write(rows.change(row).deletionPolicy(policy).build()))
        .orElse(row);
  }

  Step.Create creation(
      Node node,
      ResourceHandler handler,
      Value.MapOf wanted,
      Value metadata,
      Decision.Create decision) {
    Optional<ResourceState> planned = planned(node);
    UUID id = planned.map(ResourceState::id).orElseGet(ids);
    Node.@Nullable Replacement replacement = node.replacement;
    Optional<ResourceState> replacing = Optional.ofNullable(replacement).map(Node.Replacement::row);
    ResourceState fresh =
        rows.fresh(id, node.path(), node.scope().parent(), handler.schema().type(), false, wanted);
    ResourceState row =
        rows.change(fresh)
            .step(ids.get().toString())
            .metadata(metadata)
            .requires(requirements(node))
            .replaces(replacing.map(ResourceState::id))
            .deletionPolicy(definition(node).deletionPolicy())
            .madeFor(revision)
            .stops(stops(node, planned))
            .heard(planned.map(ResourceState::heard).orElse(Heard.NOTHING))
            .build();
    touch(node.scope().parent());
    rows.announce(row);
    return new Step.Create(
        row,
        handler,
        replacing,
        replacement == null ? List.of() : replacement.changes(),
        replacement == null ? decision.because() : replacement.because());
  }

  Step.Update updating(
      Node node,
      ResourceHandler handler,
      Value.MapOf wanted,
      Value metadata,
      Decision.Update decision) {
    touch(node.scope().parent());
    ResourceState row =
        rows.announce(
            rows.change(decision.row())
                .action(Action.UPDATE, Status.IN_PROGRESS, decision.because())
                .step(ids.get().toString())
                // What a step that was cut short was giving may be outside already.
                .properties(decision.row().attempting().orElse(decision.row().properties()))
                .attempting(Optional.of(wanted))
                .metadata(metadata)
                .parent(node.scope().parent())
                .requires(before(node, decision.row()))
                .deletionPolicy(definition(node).deletionPolicy())
                .stops(stops(node, Optional.of(decision.row())))
                .build());
    return new Step.Update(row, handler, decision.changes(), decision.because());
  }

  /** A resource that cannot even be tried: its row says why. */
  ResourceState refusal(Node node, String type, String reason) {
    Optional<ResourceState> existing =
        rows.at(node.path()).stream().filter(row -> row.action() != Action.DELETE).findFirst();
    boolean nested = node.kind == Node.Kind.OPEN;
    ResourceState row =
        existing.orElseGet(
            () ->
                rows.fresh(
                    nested ? nestedId(node) : ids.get(),
                    node.path(),
                    node.scope().parent(),
                    type,
                    nested,
                    Value.MapOf.EMPTY));
    boolean there = existing.filter(found -> found.action() != Action.INIT).isPresent();
    Action action = there ? Action.UPDATE : Action.CREATE;
    touch(node.scope().parent());
    return rows.announce(rows.change(row).action(action, Status.FAILED, reason).build());
  }

  static Step resumed(ResourceState row, ResourceHandler handler, String because) {
    return switch (row.action()) {
      case UPDATE -> new Step.Update(row, handler, List.of(), because);
      case CHECK ->
          row.isForeign()
              ? new Step.Adopting(row, handler, because)
              : new Step.Acting(row, handler, Act.CHECK, List.of(), because);
      case RESUME -> new Step.Acting(row, handler, Act.RESUME, List.of(), because);
      case SUSPEND -> new Step.Acting(row, handler, Act.SUSPEND, List.of(), because);
      case DELETE -> new Step.Delete(row, handler, false, because);
      case INIT, CREATE, ROLLBACK, ADOPT, SNAPSHOT, RESTORE, SIGNAL ->
          new Step.Create(row, handler, Optional.empty(), List.of(), because);
    };
  }

  /** Notes what fails because the environment forbids it. */
  void forbid(Failure why) {
    forbidden.add(why);
  }

  /** What the environment forbids of all that was looked at. */
  Set<Failure> forbidden() {
    return forbidden;
  }

  /**
   * Whether the environment forbids it: then it is a failure, the row stays as it is, and an event
   * says so.
   *
   * @param lookingAhead whether it is only noted
   */
  boolean isForbidden(Node node, Decision decision, Bookkeeping books, boolean lookingAhead) {
    Optional<Failure> failure =
        decision.forbidden(node.scope().frame().rules(node.name).restricted());
    if (lookingAhead) {
      failure.ifPresent(this::forbid);
      return false;
    }
    failure.ifPresent(
        why -> {
          rows.at(node.path()).stream()
              .findFirst()
              .ifPresent(row -> rows.tell(row, why.action(), Status.FAILED, why.reason()));
          books.add(why);
        });
    return failure.isPresent();
  }

  /** A row that rests, about to work again. */
  Step.Acting waking(ResourceHandler handler, Decision.Wake wake) {
    touch(wake.row().parent());
    ResourceState row =
        rows.announce(
            rows.change(wake.row())
                .action(Action.RESUME, Status.IN_PROGRESS, wake.because())
                .step(ids.get().toString())
                .build());
    return new Step.Acting(row, handler, Act.RESUME, wake.changes(), wake.because());
  }

  /** A row of a type that has nothing to do for it works again at once. */
  void awake(Decision.Wake wake) {
    touch(wake.row().parent());
    rows.announce(
        rows.change(wake.row()).action(Action.RESUME, Status.COMPLETE, "state changed").build());
  }

  Step.Delete deletion(
      ResourceState row, ResourceHandler handler, boolean makesRoom, String because) {
    boolean underway = row.action() == Action.DELETE && row.status() == Status.IN_PROGRESS;
    ResourceState deleting =
        underway
            ? row
            : rows.announce(
                rows.change(row)
                    .action(Action.DELETE, Status.IN_PROGRESS, "state changed")
                    .step(ids.get().toString())
                    .properties(row.attempting().orElse(row.properties()))
                    .attempting(Optional.empty())
                    .build());
    return new Step.Delete(deleting, handler, makesRoom, because);
  }

  /** A nested stack that is complete is under way again as soon as anything in it is. */
  void touch(Optional<UUID> nested) {
    nested
        .flatMap(rows::find)
        .filter(row -> row.status() != Status.IN_PROGRESS || isOfARound(row))
        .ifPresent(
            row -> {
              touch(row.parent());
              rows.announce(
                  rows.change(row)
                      .action(
                          row.attributes().isEmpty() ? Action.CREATE : Action.UPDATE,
                          Status.IN_PROGRESS,
                          "state changed")
                      .build());
            });
  }

  private static boolean isOfARound(ResourceState row) {
    return switch (row.action()) {
      case CHECK, SUSPEND, RESUME, SNAPSHOT -> true;
      case INIT, CREATE, UPDATE, DELETE, ROLLBACK, ADOPT, RESTORE, SIGNAL -> false;
    };
  }

  /** Until an update is over, what the resource relied on before may still serve it. */
  Set<UUID> before(Node node, ResourceState row) {
    Set<UUID> both = requirements(node);
    both.addAll(existing(row.requires()));
    return both;
  }

  /**
   * The rows that a resource relies on from now on: those that the template says. What it relied on
   * before, those may still rely on that it serves, and what it holds and is yet to go.
   */
  Set<UUID> narrowed(Node node, ResourceState row) {
    Set<UUID> required = requirements(node);
    Set<UUID> released = existing(row.requires());
    released.removeAll(required);
    if (released.isEmpty()) {
      return required;
    }
    List<ResourceState> going =
        rows.within(row.id()).stream().filter(inner -> !kept.contains(inner.id())).toList();
    rows.handOn(row, released, going);
    return required;
  }

  /** Those that were not cleaned yet: nobody needs to hear of a row that has lost one. */
  Set<UUID> existing(Set<UUID> required) {
    return required.stream()
        .filter(id -> rows.find(id).isPresent())
        .collect(toCollection(HashSet::new));
  }

  /** The rows that a resource relies on by the template. */
  static Set<UUID> requirements(Node node) {
    var required = new HashSet<UUID>();
    for (String name : definition(node).requires()) {
      switch (node.scope().standings().get(name)) {
        case null -> {}
        case Standing.Real(ResourceState row, _) -> required.add(row.id());
        case Standing.Changing(Standing.Real(ResourceState row, _), _) -> required.add(row.id());
        case Standing.Grouped(ResourceState row, _) -> required.add(row.id());
        case Standing.Promised _, Standing.Foreseen _ -> {}
      }
    }
    return required;
  }

  static ResourceDefinition definition(Node node) {
    ResourceDefinition definition = node.scope().frame().resources().get(node.name);
    if (definition == null) {
      throw new IllegalStateException("the template has no resource " + node.path());
    }
    return definition;
  }

  /**
   * The row of a nested stack whose parameters are known now: new, or the one that is there.
   *
   * @param memory what a group wants to be told again
   */
  ResourceState nested(
      Node node,
      String type,
      Value.MapOf parameters,
      Value metadata,
      Optional<Value.MapOf> memory) {
    Optional<ResourceState> existing =
        rows.at(node.path()).stream()
            .filter(row -> row.nested() && row.action() != Action.DELETE)
            .findFirst();
    ResourceState row;
    if (existing.filter(found -> found.action() != Action.INIT).isEmpty()) {
      touch(node.scope().parent());
      UUID id = nestedId(node);
      row =
          rows.announce(
              rows.change(
                      rows.fresh(id, node.path(), node.scope().parent(), type, true, parameters))
                  .physicalId(Optional.of(id.toString()))
                  .metadata(metadata)
                  .remembering(memory)
                  .requires(requirements(node))
                  .deletionPolicy(definition(node).deletionPolicy())
                  .madeFor(revision)
                  .stops(stops(node, existing))
                  .heard(existing.map(ResourceState::heard).orElse(Heard.NOTHING))
                  .build());
    } else {
      row = goingOn(node, existing.get(), metadata);
      Optional<Value> remembered = memory.map(Value.class::cast);
      if (!row.properties().equals(parameters)
          || !row.type().equals(type)
          || !row.checkpoint().equals(remembered)) {
        row =
            rows.write(
                rows.change(row).properties(parameters).type(type).remembering(memory).build());
      }
      boolean cutShort = row.status() == Status.IN_PROGRESS && isOfARound(row);
      if (row.status() == Status.FAILED || row.action() == Action.SUSPEND || cutShort) {
        touch(Optional.of(row.id()));
      }
    }
    return rows.get(row.id());
  }

  /** The id that the language gives the nested stack, so that it knows itself by its row's id. */
  UUID nestedId(Node node) {
    if (identity.id().isEmpty()) {
      return ids.get();
    }
    String parent = node.scope().parent().map(UUID::toString).orElse(identity.id());
    var owner = new StackIdentity(identity.project(), identity.name(), parent);
    return UUID.fromString(owner.child(node.name, "").id());
  }
}

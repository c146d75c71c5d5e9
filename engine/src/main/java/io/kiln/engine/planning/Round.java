package io.kiln.engine.planning;

import io.kiln.engine.planning.RoundRules.Part;
import io.kiln.resources.spi.Act;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Asks one act of every resource there is: CHECK, SUSPEND or RESUME; or only looks whether all can
 * be relied on, for a SNAPSHOT. It goes over the rows alone, since nothing of what is wanted
 * changes. Order, as in Heat: a resource follows what it requires, in a SUSPEND what relies on it;
 * a nested stack begins before and ends after what it holds.
 *
 * <p>A row's token is made of the round's name and the row, and stays when the row is done: so a
 * new driver of the same round knows what is behind it.
 */
public final class Round extends RowTraversal {
  private final Action action;
  private final Optional<Act> act;
  private final String name;
  private final Value.MapOf outputs;
  private final RoundOrder order;
  private final Set<UUID> inFlight = new LinkedHashSet<>();

  /**
   * @param action CHECK, SUSPEND, RESUME or SNAPSHOT
   * @param name never again that of another round over these rows
   * @param existing all rows of the tree
   * @param outputs the stack's, which stay as they are
   */
  public Round(
      StackIdentity identity,
      Action action,
      String name,
      Collection<ResourceState> existing,
      Handlers handlers,
      InstantSource clock,
      Value.MapOf outputs) {
    super(identity, existing, handlers, clock);
    this.action = action;
    this.act = RoundRules.act(action);
    this.name = name;
    this.outputs = outputs;
    this.order = new RoundOrder(existing, action == Action.SUSPEND);
    findUnfit();
  }

  /** Before anything begins: a stack is not suspended in part because of what was known before. */
  private void findUnfit() {
    for (boolean nested : List.of(false, true)) {
      for (ResourceState row : rows.all()) {
        if (row.nested() == nested
            && part(row) instanceof Part.Unfit(String reason)
            && books.within(row).isEmpty()) {
          books.add(new Failure(row.path(), action, reason));
        }
      }
    }
  }

  /** Whether an action is one that goes over the rows there are. */
  public static boolean isFor(Action action) {
    return switch (action) {
      case CHECK, SUSPEND, RESUME, SNAPSHOT -> true;
      case INIT, CREATE, UPDATE, DELETE, ROLLBACK, ADOPT, RESTORE, SIGNAL -> false;
    };
  }

  @Override
  public Manner manner() {
    return action == Action.CHECK ? Manner.WHATEVER_FAILS : Manner.UNTIL_A_FAILURE;
  }

  @Override
  public List<Step> ready() {
    var steps = new ArrayList<Step>();
    while (goesOn()) {
      Optional<RoundOrder.Turn> next = order.next(inFlight.isEmpty() && steps.isEmpty());
      if (next.isEmpty()) {
        break;
      }
      visit(next.get()).ifPresent(steps::add);
    }
    return steps;
  }

  private boolean goesOn() {
    return manner() == Manner.WHATEVER_FAILS || books.isCalm();
  }

  @Override
  public boolean isFinished() {
    return inFlight.isEmpty() && (order.isOver() || !goesOn());
  }

  private Optional<Step> visit(RoundOrder.Turn turn) {
    ResourceState row = rows.get(turn.row());
    Optional<Step> step =
        switch (turn.part()) {
          case OPEN -> open(row);
          case CLOSE -> close(row);
          case ALONE -> alone(row);
        };
    if (step.isEmpty()) {
      order.over(turn);
    }
    return step;
  }

  private Optional<Step> open(ResourceState row) {
    if (part(row) instanceof Part.Asked) {
      begin(row);
    }
    return Optional.empty();
  }

  private Optional<Step> close(ResourceState row) {
    Optional<Failure> inside = books.within(row);
    if (isMine(row) && row.status() == Status.IN_PROGRESS) {
      ResourceState ended =
          inside.isEmpty()
              ? rows.change(row).action(action, Status.COMPLETE, "state changed").build()
              : rows.change(row).action(action, Status.FAILED, inside.get().described()).build();
      rows.announce(ended);
    }
    return Optional.empty();
  }

  private Optional<Step> alone(ResourceState row) {
    return switch (part(row)) {
      case Part.Left _, Part.Unfit _ -> Optional.empty();
      case Part.Over _ -> {
        if (row.status() == Status.FAILED) {
          books.add(new Failure(row.path(), action, row.statusReason()));
        }
        yield Optional.empty();
      }
      case Part.Asked _ -> ask(row);
    };
  }

  private Optional<Step> ask(ResourceState row) {
    Optional<ResourceHandler> handler = handlers.find(row.type());
    if (handler.isEmpty()) {
      String reason = "no plugin is installed for " + row.type();
      books.add(new Failure(row.path(), action, reason));
      return Optional.empty();
    }
    if (row.isForeign()) {
      inFlight.add(row.id());
      return Optional.of(
          new Step.Adopting(begin(row), handler.get(), "%s of the stack".formatted(action)));
    }
    Optional<Act> known = act.filter(handler.get().acts()::contains);
    if (known.isEmpty()) {
      String reason =
          action == Action.CHECK
              ? "%s not supported for %s".formatted(action, row.type()) // Heat's words
              : "state changed";
      rows.announce(
          rows.change(row).step(token(row)).action(action, Status.COMPLETE, reason).build());
      return Optional.empty();
    }
    boolean underway = isMine(row) && row.status() == Status.IN_PROGRESS;
    ResourceState begun = underway ? row : begin(row);
    inFlight.add(row.id());
    return Optional.of(
        new Step.Acting(
            begun, handler.get(), known.get(), List.of(), "%s of the stack".formatted(action)));
  }

  private ResourceState begin(ResourceState row) {
    if (isMine(row)) {
      return row;
    }
    // What a group remembers of its members stands in the place of a checkpoint.
    RowChange change = rows.change(row).action(action, Status.IN_PROGRESS, "state changed");
    return rows.announce(
        row.nested() ? change.token(token(row)).build() : change.step(token(row)).build());
  }

  private Part part(ResourceState row) {
    return isMine(row) && row.status() != Status.IN_PROGRESS
        ? new Part.Over()
        : isMine(row) ? new Part.Asked() : RoundRules.part(action, row);
  }

  private boolean isMine(ResourceState row) {
    return row.action() == action && row.token().equals(token(row));
  }

  private String token(ResourceState row) {
    String step = "%s/%s/%s".formatted(action, name, row.id());
    return UUID.nameUUIDFromBytes(step.getBytes(StandardCharsets.UTF_8)).toString();
  }

  @Override
  public void done(UUID id, String physicalId, Value.MapOf attributes) {
    ResourceState row = landed(id);
    rows.announce(
        rows.change(row)
            .action(action, Status.COMPLETE, "state changed")
            .step(row.token())
            .physicalId(Optional.of(physicalId))
            .attributes(attributes)
            .build());
    order.over(new RoundOrder.Turn(id, RoundOrder.Part.ALONE));
  }

  @Override
  public void gone(UUID id) {
    failed(id, Optional.empty(), "it exists no more");
  }

  @Override
  public void failed(UUID id, Optional<String> physicalId, String reason) {
    landed(id);
    books.failed(id, physicalId, reason);
    if (goesOn()) {
      order.over(new RoundOrder.Turn(id, RoundOrder.Part.ALONE));
    }
  }

  @Override
  public void gaveUp(UUID id, String reason) {
    failed(id, Optional.empty(), reason);
  }

  private ResourceState landed(UUID id) {
    if (!inFlight.remove(id)) {
      throw new IllegalStateException("no step is under way for row " + id);
    }
    return rows.get(id);
  }

  @Override
  public List<ResourceState> underway() {
    return inFlight.stream().map(rows::get).toList();
  }

  @Override
  public Value.MapOf outputs() {
    return outputs;
  }
}

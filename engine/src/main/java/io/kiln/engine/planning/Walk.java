package io.kiln.engine.planning;

import io.kiln.engine.planning.Node.Kind;
import io.kiln.resources.spi.Act;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.ResolvedType;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The way of a tree from what exists to what is wanted. It says which steps are ready and is told
 * what came of them; after each answer only what waited for it is looked at again. It acts on
 * nothing outside, and a new walk over the same rows is ready for the same steps.
 *
 * <p>Order, as in Heat's convergence graph: a resource follows what it requires; a nested stack
 * opens when its parameters are known and closes after all it holds; a row is cleaned after
 * whatever takes its place and after all that relied on it.
 *
 * <p>Not thread-safe: one driver owns a walk.
 */
public final class Walk implements Traversal {
  private final boolean lookingAhead;
  private final Handlers handlers;
  private final Journal journal = new Journal();
  private final Rows rows;
  private final Intentions intentions;
  private final Nesting nesting;
  private final Optional<Scope> root;
  private final ArrayDeque<Node> free = new ArrayDeque<>();
  private final InstantSource clock;
  private final Map<Node, Instant> paused = new LinkedHashMap<>();
  private final Map<UUID, Node> inFlight = new LinkedHashMap<>();
  private final Set<UUID> kept = new HashSet<>();
  private final Bookkeeping books;
  private final Cleaning cleaning;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /**
   * @param wanted the root frame; empty when nothing is to be left
   * @param existing all rows of the tree
   * @param longest how long all of it may take: what is sure to take longer is refused
   * @param lookingAhead whether this only finds out what would happen: a resource that cannot be
   *     evaluated is then taken as done, so that all mistakes are found
   */
  public Walk(
      StackIdentity identity,
      Optional<Frame> wanted,
      Collection<ResourceState> existing,
      Handlers handlers,
      Supplier<UUID> ids,
      InstantSource clock,
      Duration longest,
      boolean lookingAhead) {
    this.lookingAhead = lookingAhead;
    this.clock = clock;
    this.handlers = handlers;
    this.rows = new Rows(identity.name(), existing, journal, clock);
    this.books = new Bookkeeping(rows);
    this.intentions = new Intentions(identity, rows, kept, ids);
    this.nesting = new Nesting(handlers, rows, intentions, diagnostics, longest);
    this.root = wanted.map(frame -> Scope.root(identity.name(), frame));
    this.cleaning = new Cleaning(rows, kept, root.isEmpty());
    var made = new ArrayList<Node>();
    root.ifPresent(scope -> made.addAll(Graph.enter(scope, Optional.empty(), nesting::opens)));
    made.addAll(Graph.enterRows(existing, root));
    cleaning.add(made);
    made.stream().filter(Node::isFree).forEach(free::add);
  }

  /**
   * The same walk, back from an operation that is being undone: what it made is given up even where
   * a resource is kept otherwise (CloudFormation's RetainExceptOnCreate).
   */
  public Walk undoing() {
    rows.undo();
    return this;
  }

  @Override
  public Manner manner() {
    return Manner.UNTIL_A_FAILURE;
  }

  @Override
  public List<Step> ready() {
    var steps = new ArrayList<Step>();
    Instant now = clock.instant();
    paused
        .entrySet()
        .removeIf(pause -> !now.isBefore(pause.getValue()) && free.add(pause.getKey()));
    while (books.isCalm() && (!free.isEmpty() || isUntied())) {
      visit(free.poll()).ifPresent(steps::add);
    }
    return steps;
  }

  private boolean isUntied() {
    return inFlight.isEmpty()
        && paused.isEmpty()
        && cleaning.untied().filter(free::add).isPresent();
  }

  @Override
  public boolean isFinished() {
    boolean nothingLeft = free.isEmpty() && paused.isEmpty();
    return inFlight.isEmpty() && (nothingLeft || !books.isCalm());
  }

  @Override
  public Optional<Instant> resumesAt() {
    return paused.values().stream().min(Comparator.naturalOrder());
  }

  @Override
  public void timesUp(String reason) {
    for (Node node : paused.keySet()) {
      ResourceState row = rows.get(node.scope().parent().orElseThrow());
      books.add(new Failure(row.path(), row.action(), reason));
    }
    paused.clear();
  }

  @Override
  public List<Failure> failures() {
    return books.failures();
  }

  /** What the language found wrong on the way. */
  public List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public List<ResourceState> underway() {
    return inFlight.keySet().stream().map(rows::get).toList();
  }

  @Override
  public void done(UUID id, String physicalId, Value.MapOf attributes) {
    Node node = landed(id);
    ResourceState row = rows.get(id);
    boolean acted = row.action() == Action.RESUME || row.action() == Action.CHECK;
    ResourceState complete =
        rows.announce(
            rows.change(row)
                .action(row.action(), Status.COMPLETE, "state changed")
                .step("")
                .physicalId(Optional.of(physicalId))
                .properties(row.attempting().orElse(row.properties()))
                .attempting(Optional.empty())
                .attributes(attributes)
                .requires(acted ? row.requires() : intentions.narrowed(node, row))
                .build());
    if (acted) {
      free.add(node); // it can serve again: what is wanted is looked at
      return;
    }
    node.scope().standings().put(node.name, real(complete));
    finish(node);
  }

  @Override
  public void gone(UUID id) {
    Node node = landed(id);
    rows.remove(rows.get(id), "state changed");
    if (node.kind == Kind.CLEAN) {
      finish(node);
    } else {
      free.add(node); // the old one made room: what is wanted is looked at again
    }
  }

  @Override
  public void failed(UUID id, Optional<String> physicalId, String reason) {
    Node node = landed(id);
    if (rows.get(id).action() == Action.CHECK) {
      books.markFailed(id, physicalId, reason);
      free.add(node); // another takes its place
    } else {
      books.failed(id, physicalId, reason);
    }
  }

  @Override
  public void gaveUp(UUID id, String reason) {
    landed(id);
    books.failed(id, Optional.empty(), reason);
  }

  @Override
  public void waiting(
      UUID id, Optional<String> physicalId, Value checkpoint, String doing, boolean tell) {
    books.waiting(id, physicalId, checkpoint, doing, tell);
  }

  @Override
  public void tryAgain(UUID id, String reason) {
    books.tryAgain(id, reason);
  }

  @Override
  public String stackOf(ResourceState row) {
    return rows.enclosing(row);
  }

  @Override
  public ResourceState row(UUID id) {
    return rows.get(id);
  }

  @Override
  public void conclude() {
    books.conclude("stopped because another resource failed");
  }

  @Override
  public Value.MapOf outputs() {
    return root.map(scope -> Outputs.shown(scope, diagnostics)).orElse(Value.MapOf.EMPTY);
  }

  /** Takes a step as done without anybody having done it: how a plan looks ahead. */
  void assume(Step step) {
    Node node = landed(step.row().id());
    switch (step) {
      case Step.Create _ -> {
        node.scope().standings().put(node.name, new Standing.Promised());
        finish(node);
      }
      case Step.Update update -> {
        var now = new Standing.Real(update.row(), Optional.of(update.handler()));
        node.scope().standings().put(node.name, new Standing.Changing(now, update.handler()));
        finish(node);
      }
      case Step.Acting acting -> {
        rows.write(
            rows.change(acting.row()).action(acting.row().action(), Status.COMPLETE, "").build());
        free.add(node);
      }
      case Step.Delete delete -> {
        rows.remove(delete.row(), "");
        if (delete.makesRoom()) {
          free.add(node);
        } else {
          finish(node);
        }
      }
    }
  }

  private Optional<Step> visit(Node node) {
    switch (node.kind) {
      case WANT -> {
        return want(node);
      }
      case CLEAN -> {
        return clean(node);
      }
      case OPEN -> open(node);
      case CLOSE -> close(node);
      case GATE -> finish(node);
      case BATCH -> begin(node);
      case DROP -> drop(node);
    }
    return Optional.empty();
  }

  private Optional<Step> want(Node node) {
    Scope scope = node.scope();
    ResolvedType.Plugin type = (ResolvedType.Plugin) scope.frame().type(node.name);
    ResourceHandler handler =
        handlers
            .find(type.name())
            .orElseThrow(() -> new IllegalStateException("no handler for " + type.name()));
    Evaluated<Value.MapOf> properties = scope.frame().properties(node.name, scope);
    Evaluated<Value> metadata = Intentions.metadata(node);
    diagnostics.addAll(properties.diagnostics());
    diagnostics.addAll(metadata.diagnostics());
    if (properties.failed() || metadata.failed()) {
      refuse(node, type.name(), Outputs.firstError(properties, metadata));
      return Optional.empty();
    }
    Decision decision = Decider.decide(rows.at(node.path()), handler, properties.result());
    return switch (decision) {
      case Decision.Keep(ResourceState row) -> {
        keep(node, row, metadata.result());
        yield Optional.empty();
      }
      case Decision.Resume(ResourceState row) -> {
        yield Optional.of(
            launch(
                node,
                Intentions.resumed(
                    intentions.goingOn(node, row, metadata.result()),
                    handler,
                    decision.because())));
      }
      case Decision.Wake wake when handler.acts().contains(Act.RESUME) ->
          Optional.of(launch(node, intentions.waking(handler, wake)));
      case Decision.Wake wake -> {
        intentions.awake(wake);
        free.add(node);
        yield Optional.empty();
      }
      case Decision.Create create ->
          Optional.of(
              launch(
                  node,
                  intentions.creation(
                      node, handler, properties.result(), metadata.result(), create)));
      case Decision.Update update -> {
        yield Optional.of(
            launch(
                node,
                intentions.updating(
                    node, handler, properties.result(), metadata.result(), update)));
      }
      case Decision.Replace replace -> {
        ResourceState old = intentions.replaced(node, replace.row());
        kept.remove(old.id()); // kept while a CHECK or a RESUME was under way
        node.replacement = new Node.Replacement(old, replace.changes(), replace.because());
        boolean retained = old.deletionPolicy() == DeletionPolicy.RETAIN;
        if (!handler.createBeforeDelete() && retained) {
          rows.remove(old, "retained");
        } else if (!handler.createBeforeDelete()) {
          if (handlers.find(old.type()).isEmpty()) {
            refuse(node, type.name(), Cleaning.noPlugin(old));
            yield Optional.empty();
          }
          yield Optional.of(
              launch(node, intentions.deletion(old, handlerOf(old), true, replace.because())));
        }
        var create = new Decision.Create(replace.because());
        yield Optional.of(
            launch(
                node,
                intentions.creation(
                    node, handler, properties.result(), metadata.result(), create)));
      }
      case Decision.Refuse refuse -> {
        refuse(node, type.name(), refuse.because());
        yield Optional.empty();
      }
    };
  }

  private void keep(Node node, ResourceState row, Value metadata) {
    kept.add(row.id());
    node.scope().standings().put(node.name, real(intentions.staying(node, row, metadata)));
    finish(node);
  }

  private Optional<Step> clean(Node node) {
    ResourceState stale = node.row.orElseThrow();
    Optional<ResourceState> row = rows.find(stale.id());
    if (row.isEmpty() || kept.contains(stale.id())) {
      finish(node);
      return Optional.empty();
    }
    if (rows.isRetained(row.get(), kept)) {
      rows.remove(row.get(), "retained");
      finish(node);
      return Optional.empty();
    }
    if (stale.nested()) {
      rows.remove(row.get(), "state changed");
      finish(node);
      return Optional.empty();
    }
    if (handlers.find(stale.type()).isEmpty()) {
      String reason = Cleaning.noPlugin(stale);
      rows.announce(rows.change(row.get()).action(Action.DELETE, Status.FAILED, reason).build());
      books.add(new Failure(stale.path(), Action.DELETE, reason));
      return Optional.empty();
    }
    String because = cleaning.because(stale);
    return Optional.of(
        launch(node, intentions.deletion(row.get(), handlerOf(row.get()), false, because)));
  }

  private void open(Node node) {
    switch (nesting.open(node)) {
      case Nesting.Opened.Inner(ResourceState row, Scope inner) -> {
        kept.add(row.id());
        Node close = node.closing();
        close.inner = inner;
        Graph.enter(inner, Optional.of(close), nesting::opens).stream()
            .filter(Node::isFree)
            .forEach(free::add);
        finish(node);
      }
      case Nesting.Opened.Refused(String type, String reason) -> refuse(node, type, reason);
      case Nesting.Opened.Later(List<ResourceState> untouched) -> {
        if (!lookingAhead) {
          throw new IllegalStateException("all is known, but " + node.path() + " is put off");
        }
        untouched.forEach(row -> kept.add(row.id()));
        node.scope().standings().put(node.name, new Standing.Promised());
        finish(node);
      }
    }
  }

  private void begin(Node node) {
    Optional<Instant> pause =
        lookingAhead ? Optional.empty() : nesting.begin(node, clock.instant());
    if (pause.isPresent()) {
      paused.put(node, pause.get());
    } else {
      finish(node);
    }
  }

  /** What is below these members goes the way all goes that is not wanted, only now. */
  private void drop(Node node) {
    List<ResourceState> unwanted = nesting.below(node.scope(), node.members);
    unwanted.forEach(row -> kept.remove(row.id()));
    Collection<Node> cleans = Graph.enterRows(unwanted, Optional.empty());
    cleaning.add(cleans);
    Node end = Node.whenAll(node.scope(), cleans);
    node.handOver(end);
    cleans.stream().filter(Node::isFree).forEach(free::add);
    if (end.isFree()) {
      free.add(end);
    }
  }

  private void close(Node node) {
    Scope inner = node.inner;
    if (inner != null) { // else it could not be opened, and this only looks ahead
      node.scope().standings().put(node.name, nesting.close(node, inner));
    }
    finish(node);
  }

  /** A resource that cannot even be tried: its row says why. */
  private void refuse(Node node, String type, String reason) {
    if (lookingAhead) {
      node.scope().standings().put(node.name, new Standing.Promised());
      finish(node);
      return;
    }
    ResourceState row = intentions.refusal(node, type, reason);
    books.add(new Failure(row.path(), row.action(), reason));
  }

  private ResourceHandler handlerOf(ResourceState row) {
    return handlers
        .find(row.type())
        .orElseThrow(() -> new IllegalStateException("no handler for " + row.type()));
  }

  private Standing.Real real(ResourceState row) {
    return new Standing.Real(row, handlers.find(row.type()));
  }

  private Step launch(Node node, Step step) {
    if (!(step instanceof Step.Delete)) {
      kept.add(step.row().id());
    }
    inFlight.put(step.row().id(), node);
    return step;
  }

  private Node landed(UUID id) {
    Node node = inFlight.remove(id);
    if (node == null) {
      throw new IllegalStateException("no step is under way for row " + id);
    }
    return node;
  }

  private void finish(Node node) {
    free.addAll(node.release());
  }
}

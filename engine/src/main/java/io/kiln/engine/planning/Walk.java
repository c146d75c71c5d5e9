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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
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
public final class Walk extends RowTraversal {
  private final boolean lookingAhead;
  final Intentions intentions;
  private final Choice choice;
  private final Nesting nesting;
  private final Optional<Scope> root;
  private final Agenda agenda = new Agenda();
  private final InstantSource clock;
  private final Set<UUID> kept = new HashSet<>();
  final Breakpoints breakpoints;
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
    super(identity, existing, handlers, clock);
    this.lookingAhead = lookingAhead;
    this.clock = clock;
    this.intentions = new Intentions(identity, rows, kept, ids);
    this.choice = new Choice(rows, intentions, ids, diagnostics);
    this.nesting = new Nesting(handlers, rows, intentions, diagnostics, longest);
    this.breakpoints = new Breakpoints(rows, intentions, lookingAhead);
    this.root = wanted.map(frame -> Scope.root(identity.name(), frame));
    this.cleaning = new Cleaning(rows, kept, handlers, breakpoints, root.isEmpty());
    var made = new ArrayList<Node>();
    root.ifPresent(scope -> made.addAll(Graph.enter(scope, Optional.empty(), nesting::opens)));
    made.addAll(Graph.enterRows(existing, root));
    cleaning.add(made);
    agenda.enter(made);
  }

  /**
   * The same walk, back from an operation that is being undone: what it made is given up even where
   * a resource is kept otherwise (CloudFormation's RetainExceptOnCreate).
   */
  public Walk undoing() {
    rows.undo();
    return this;
  }

  /**
   * The same walk, towards the revision of this number: what was made for another may have to be
   * made anew.
   */
  public Walk toward(long number) {
    intentions.toward(number);
    return this;
  }

  /** The same walk, knowing how real things are. */
  public Walk seeing(Map<UUID, Drift> looks) {
    rows.see(looks);
    return this;
  }

  /** The same walk, held up at the environment's hooks; it knows its revision by then. */
  public Walk stopping() {
    breakpoints.stop();
    return this;
  }

  @Override
  public Manner manner() {
    return Manner.UNTIL_A_FAILURE;
  }

  @Override
  public List<Step> ready() {
    var steps = new ArrayList<Step>();
    agenda.wake(clock.instant());
    while (books.isCalm()) {
      Optional<Node> next = agenda.next().or(this::untied);
      if (next.isEmpty()) {
        break;
      }
      visit(next.get()).ifPresent(steps::add);
    }
    return steps;
  }

  /** When nothing else can happen, one of those that wait for one another in a circle. */
  private Optional<Node> untied() {
    return agenda.isUnderway() || !agenda.isEmpty() || !breakpoints.isEmpty()
        ? Optional.empty()
        : cleaning.untied();
  }

  @Override
  public boolean isFinished() {
    boolean nothingLeft = agenda.isEmpty() && breakpoints.isEmpty();
    return !agenda.isUnderway() && (nothingLeft || !books.isCalm());
  }

  @Override
  public Optional<Instant> resumesAt() {
    return agenda.resumesAt();
  }

  @Override
  public void timesUp(String reason) {
    agenda.giveUp(rows, reason).forEach(books::add);
    breakpoints.giveUp(reason).forEach(books::add);
  }

  @Override
  public void hear(Map<UUID, Heard> said) {
    super.hear(said);
    agenda.addAll(breakpoints.cleared());
  }

  @Override
  public boolean listens() {
    return !breakpoints.isEmpty();
  }

  /** What the language found wrong on the way. */
  public List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  @Override
  public List<ResourceState> underway() {
    return agenda.underway().stream().map(rows::get).toList();
  }

  @Override
  public void done(UUID id, String physicalId, Value.MapOf attributes) {
    Node node = agenda.landed(id);
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
      agenda.add(node); // it can serve again: what is wanted is looked at
      return;
    }
    if (!breakpoints.after(node, complete)) {
      node.scope().standings().put(node.name, real(complete));
      agenda.finish(node);
    }
  }

  @Override
  public void gone(UUID id) {
    Node node = agenda.landed(id);
    if (node.kind != Kind.CLEAN) {
      rows.remove(rows.get(id), "state changed");
      agenda.add(node); // the old one made room: what is wanted is looked at again
    } else if (cleaning.left(node, rows.get(id))) {
      agenda.finish(node);
    }
  }

  @Override
  public void failed(UUID id, Optional<String> physicalId, String reason) {
    Node node = agenda.landed(id);
    if (books.foundBroken(id, physicalId, reason, handlers)) {
      agenda.add(node); // it is made good, or another takes its place
    } else {
      books.failed(id, physicalId, reason);
    }
  }

  @Override
  public void gaveUp(UUID id, String reason) {
    agenda.landed(id);
    books.failed(id, Optional.empty(), reason);
  }

  @Override
  public Value.MapOf outputs() {
    return root.map(scope -> Outputs.shown(scope, diagnostics)).orElse(Value.MapOf.EMPTY);
  }

  /** Takes a step as done without anybody having done it: how a plan looks ahead. */
  void assume(Step step) {
    Node node = agenda.landed(step.row().id());
    breakpoints.noteAfter(node, step.row());
    switch (step) {
      case Step.Create _, Step.Adopting _ -> {
        node.scope().standings().put(node.name, new Standing.Promised());
        agenda.finish(node);
      }
      case Step.Update update -> {
        var now = new Standing.Real(update.row(), Optional.of(update.handler()));
        node.scope().standings().put(node.name, new Standing.Changing(now, update.handler()));
        agenda.finish(node);
      }
      case Step.Acting acting -> {
        rows.write(
            rows.change(acting.row()).action(acting.row().action(), Status.COMPLETE, "").build());
        agenda.add(node);
      }
      case Step.Delete delete -> {
        rows.remove(delete.row(), "");
        if (delete.makesRoom()) {
          agenda.add(node);
        } else {
          agenda.finish(node);
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
      case GATE -> {
        if (!cleaning.waitsToOpen(node)) {
          agenda.finish(node);
        }
      }
      case BATCH -> begin(node);
      case DROP -> drop(node);
    }
    return Optional.empty();
  }

  private Optional<Step> want(Node node) {
    Scope scope = node.scope();
    ResolvedType.Plugin type = (ResolvedType.Plugin) scope.frame().type(node.name);
    ResourceHandler handler = handlers.get(type.name());
    Evaluated<Value.MapOf> properties = scope.frame().properties(node.name, scope);
    Evaluated<Value> metadata = Choice.metadata(node, rows, Optional.of(handler));
    diagnostics.addAll(properties.diagnostics());
    diagnostics.addAll(metadata.diagnostics());
    if (properties.failed() || metadata.failed()) {
      refuse(node, type.name(), Outputs.firstError(properties, metadata));
      return Optional.empty();
    }
    if (breakpoints.beforeUpdate(node)) {
      return Optional.empty();
    }
    Value.MapOf given = properties.result();
    Value said = metadata.result();
    Decision decision = choice.decide(node, handler, given, said);
    if (intentions.isForbidden(node, decision, books, lookingAhead)) {
      return Optional.empty();
    }
    return switch (decision) {
      case Decision.Keep(ResourceState row) -> {
        keep(node, row, said);
        yield Optional.empty();
      }
      case Decision.Resume(ResourceState row) ->
          Optional.of(
              launch(
                  node,
                  Intentions.resumed(
                      intentions.goingOn(node, row, said), handler, decision.because())));
      case Decision.Wake wake when handler.acts().contains(Act.RESUME) ->
          Optional.of(launch(node, intentions.waking(handler, wake)));
      case Decision.Wake wake -> {
        intentions.awake(wake);
        agenda.add(node);
        yield Optional.empty();
      }
      case Decision.Create _
          when node.replacement == null && breakpoints.beforeCreate(node, type.name()) ->
          Optional.empty();
      case Decision.Create create -> make(node, handler, given, said, create);
      case Decision.Update update ->
          Optional.of(launch(node, intentions.updating(node, handler, given, said, update)));
      case Decision.Replace replace -> {
        ResourceState old = intentions.replaced(node, replace.row());
        kept.remove(old.id()); // kept while a CHECK or a RESUME was under way
        node.replacement = new Node.Replacement(old, replace.changes(), replace.because());
        boolean retained = old.deletionPolicy() == DeletionPolicy.RETAIN;
        if (!handler.createBeforeDelete() && retained) {
          rows.remove(old, "retained");
        } else if (!handler.createBeforeDelete()) {
          Optional<ResourceHandler> its = handlers.find(old.type());
          if (its.isEmpty()) {
            refuse(node, type.name(), Cleaning.noPlugin(old));
            yield Optional.empty();
          }
          yield Optional.of(
              launch(node, intentions.deletion(old, its.get(), true, replace.because())));
        }
        var create = new Decision.Create(replace.because());
        yield make(node, handler, given, said, create);
      }
      case Decision.Adopt adopt ->
          Optional.of(launch(node, choice.adopting(node, handler, given, said, adopt)));
      case Decision.Refuse refuse -> {
        refuse(node, type.name(), refuse.because());
        yield Optional.empty();
      }
    };
  }

  private Optional<Step> make(
      Node node,
      ResourceHandler handler,
      Value.MapOf wanted,
      Value metadata,
      Decision.Create decision) {
    return Optional.of(
        launch(node, intentions.creation(node, handler, wanted, metadata, decision)));
  }

  private void keep(Node node, ResourceState row, Value metadata) {
    kept.add(row.id());
    if (breakpoints.stillAfter(node, row)) {
      return;
    }
    node.scope().standings().put(node.name, real(intentions.staying(node, row, metadata)));
    agenda.finish(node);
  }

  private Optional<Step> clean(Node node) {
    return switch (cleaning.of(node)) {
      case Cleaning.Way.Over _ -> {
        agenda.finish(node);
        yield Optional.empty();
      }
      case Cleaning.Way.Waits _ -> Optional.empty();
      case Cleaning.Way.Stuck(Failure failure) -> {
        books.add(failure);
        yield Optional.empty();
      }
      case Cleaning.Way.Goes(ResourceState row, ResourceHandler handler, String because) ->
          Optional.of(launch(node, intentions.deletion(row, handler, false, because)));
    };
  }

  private void open(Node node) {
    if (breakpoints.beforeOpening(node, node.scope().frame().type(node.name).name())) {
      return;
    }
    switch (nesting.open(node)) {
      case Nesting.Opened.Inner(ResourceState row, Scope inner) -> {
        kept.add(row.id());
        Node close = node.closing();
        close.inner = inner;
        agenda.enter(Graph.enter(inner, Optional.of(close), nesting::opens));
        agenda.finish(node);
      }
      case Nesting.Opened.Refused(String type, String reason) -> refuse(node, type, reason);
      case Nesting.Opened.Later(List<ResourceState> untouched) -> {
        if (!lookingAhead) {
          throw new IllegalStateException("all is known, but " + node.path() + " is put off");
        }
        untouched.forEach(row -> kept.add(row.id()));
        node.scope().standings().put(node.name, new Standing.Promised());
        agenda.finish(node);
      }
    }
  }

  private void begin(Node node) {
    Optional<Instant> pause =
        lookingAhead ? Optional.empty() : nesting.begin(node, clock.instant());
    if (pause.isPresent()) {
      agenda.pause(node, pause.get());
    } else {
      agenda.finish(node);
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
    agenda.enter(cleans);
    agenda.enter(List.of(end));
  }

  private void close(Node node) {
    Scope inner = node.inner;
    if (inner != null) { // else it could not be opened, and this only looks ahead
      ResourceState before = rows.get(inner.parent().orElseThrow());
      node.scope().standings().put(node.name, nesting.close(node, inner));
      ResourceState after = rows.get(before.id());
      boolean completed = after.isComplete() && !before.isComplete();
      if (completed ? breakpoints.after(node, after) : breakpoints.stillAfter(node, after)) {
        return;
      }
    }
    agenda.finish(node);
  }

  /** A resource that cannot even be tried: its row says why. */
  private void refuse(Node node, String type, String reason) {
    if (lookingAhead) {
      node.scope().standings().put(node.name, new Standing.Promised());
      agenda.finish(node);
      return;
    }
    ResourceState row = intentions.refusal(node, type, reason);
    books.add(new Failure(row.path(), row.action(), reason));
  }

  private Standing.Real real(ResourceState row) {
    return new Standing.Real(row, handlers.find(row.type()));
  }

  private Step launch(Node node, Step step) {
    if (!(step instanceof Step.Delete)) {
      kept.add(step.row().id());
    }
    agenda.launch(step.row().id(), node);
    return step;
  }
}

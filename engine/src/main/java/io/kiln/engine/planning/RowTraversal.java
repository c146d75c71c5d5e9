package io.kiln.engine.planning;

import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.value.Value;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What all traversals have in common: the rows they go over, and the books they keep of them. */
abstract sealed class RowTraversal implements Traversal permits Walk, Round, Halt {
  final Handlers handlers;
  final Rows rows;
  final Bookkeeping books;
  private final Journal journal = new Journal();

  RowTraversal(
      StackIdentity identity,
      Collection<ResourceState> existing,
      Handlers handlers,
      InstantSource clock) {
    this.handlers = handlers;
    this.rows = new Rows(identity.name(), existing, journal, clock);
    this.books = new Bookkeeping(rows);
  }

  @Override
  public final List<Failure> failures() {
    return books.failures();
  }

  @Override
  public final Journal journal() {
    return journal;
  }

  @Override
  public final void waiting(
      UUID id, Optional<String> physicalId, Value checkpoint, String doing, boolean tell) {
    books.waiting(id, physicalId, checkpoint, doing, tell);
  }

  @Override
  public final void queued(UUID id, String why) {
    books.queued(id, why);
  }

  @Override
  public final void tryAgain(UUID id, String reason) {
    books.tryAgain(id, reason);
  }

  @Override
  public void hear(Map<UUID, Heard> said) {
    rows.hear(said);
  }

  @Override
  public final Map<String, Value.MapOf> signals(ResourceState row) {
    return rows.signals(row, handlers);
  }

  @Override
  public final String stackOf(ResourceState row) {
    return rows.enclosing(row);
  }

  @Override
  public final ResourceState row(UUID id) {
    return rows.get(id);
  }

  /**
   * Nothing waits at a hook any longer: what was to be made then was not, and of what is gone
   * already nothing is left to remember.
   */
  final void endStops() {
    for (ResourceState row : rows.all()) {
      if (row.pending().isPresent()) {
        rows.tell(row, row.status(), "Failure occurred while waiting."); // Heat's words
        rows.write(rows.change(row).stops(row.stops().passed()).build());
      }
      boolean gone = row.action() == Action.DELETE && row.status() == Status.COMPLETE;
      if (gone || row.action() == Action.INIT) {
        rows.drop(row);
      }
    }
  }

  @Override
  public void conclude() {
    endStops();
    books.conclude("stopped because another resource failed");
  }
}

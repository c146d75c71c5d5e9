package io.kiln.engine.planning;

import io.kiln.resources.spi.ResourceHandler;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.value.Value;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Ends what is under way and begins nothing: each step is asked once more, with its own token, so
 * that what has been achieved outside is not forgotten. One that is not at its end then has failed;
 * whatever comes next takes it up from there.
 */
public final class Halt extends RowTraversal {
  private final Value.MapOf outputs;
  private final Set<UUID> inFlight = new LinkedHashSet<>();
  private boolean begun;

  /**
   * @param existing all rows of the tree
   * @param outputs the stack's, which stay as they are
   */
  public Halt(
      StackIdentity identity,
      Collection<ResourceState> existing,
      Handlers handlers,
      InstantSource clock,
      Value.MapOf outputs) {
    super(identity, existing, handlers, clock);
    this.outputs = outputs;
  }

  /** Heat's words for a step that was stopped. */
  public static String aborted(Action action) {
    return "%s aborted (user triggered cancel)".formatted(action);
  }

  @Override
  public Manner manner() {
    return Manner.ONE_CALL_EACH;
  }

  @Override
  public List<Step> ready() {
    if (begun) {
      return List.of();
    }
    begun = true;
    var steps = new ArrayList<Step>();
    for (ResourceState row : rows.all()) {
      if (row.nested() || row.status() != Status.IN_PROGRESS) {
        continue;
      }
      Optional<ResourceHandler> handler = handlers.find(row.type());
      if (handler.isEmpty()) {
        books.failed(row.id(), Optional.empty(), aborted(row.action()));
      } else {
        inFlight.add(row.id());
        steps.add(Intentions.resumed(row, handler.get(), "it is asked once more"));
      }
    }
    return steps;
  }

  @Override
  public boolean isFinished() {
    return begun && inFlight.isEmpty();
  }

  @Override
  public void done(UUID id, String physicalId, Value.MapOf attributes) {
    ResourceState row = landed(id);
    rows.announce(
        rows.change(row)
            .action(row.action(), Status.COMPLETE, "state changed")
            .step("")
            .physicalId(Optional.of(physicalId))
            .properties(row.attempting().orElse(row.properties()))
            .attempting(Optional.empty())
            .attributes(attributes)
            .build());
  }

  @Override
  public void gone(UUID id) {
    rows.remove(landed(id), "state changed");
  }

  @Override
  public void failed(UUID id, Optional<String> physicalId, String reason) {
    landed(id);
    books.failed(id, physicalId, reason);
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
  public void conclude() {
    endStops();
    for (ResourceState row : rows.all()) {
      if (row.nested() && row.status() == Status.IN_PROGRESS) {
        String reason = "Stack %s cancelled".formatted(row.action());
        rows.announce(rows.change(row).action(row.action(), Status.FAILED, reason).build());
      }
    }
  }

  @Override
  public Value.MapOf outputs() {
    return outputs;
  }
}

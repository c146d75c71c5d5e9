package io.kiln.engine.convergence;

import static java.util.stream.Collectors.toMap;

import io.kiln.engine.planning.Drift;
import io.kiln.engine.planning.DriftPolicy;
import io.kiln.engine.planning.Handlers;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Surroundings;
import io.kiln.engine.planning.Target;
import io.kiln.resources.spi.Observation;
import io.kiln.templates.model.StackIdentity;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Looks at the real things behind rows. It writes nothing anywhere. */
final class Lookout {

  private static final System.Logger LOG = System.getLogger(Lookout.class.getName());

  /** Enough that silent hosts do not add up, few enough that a large stack overruns nobody. */
  private static final int AT_ONCE = 32;

  private final Handlers handlers;
  private final InstantSource clock;

  Lookout(Handlers handlers, InstantSource clock) {
    this.handlers = handlers;
    this.clock = clock;
  }

  /** What a walk has to know before it decides: of what it regards, and of all that is frozen. */
  Map<UUID, Drift> before(
      StackIdentity stack, Collection<ResourceState> rows, Target.Regard regard) {
    var around = new Surroundings(stack.name(), rows);
    List<ResourceState> looked =
        around.observable(handlers).stream()
            .filter(row -> regards(regard, around.policy(row)))
            .toList();
    return at(stack, around, looked);
  }

  private static boolean regards(Target.Regard regard, DriftPolicy policy) {
    return policy == DriftPolicy.FREEZE
        || switch (regard) {
          case RECORD -> false;
          case REPAIR -> policy == DriftPolicy.REPAIR;
          case LIVE -> true;
        };
  }

  /** How the real things behind these rows are; each of them can be looked at. */
  Map<UUID, Drift> at(StackIdentity stack, Surroundings around, Collection<ResourceState> looked) {
    if (looked.isEmpty()) {
      return Map.of();
    }
    var slots = new Semaphore(AT_ONCE);
    Map<UUID, Future<Drift>> answers = new LinkedHashMap<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (ResourceState row : looked) {
        answers.put(
            row.id(),
            threads.submit(
                () -> {
                  slots.acquire();
                  try {
                    return look(stack, around, row);
                  } finally {
                    slots.release();
                  }
                }));
      }
    }
    return answers.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, answer -> value(answer.getValue())));
  }

  private Drift look(StackIdentity stack, Surroundings around, ResourceState row) {
    var context = StepContext.of(stack, around.stackOf(row), 0, row, Map.of(), false, clock);
    Observation seen = handlers.get(row.type()).observe(StepCall.existing(row), context);
    return Drift.of(seen);
  }

  private static Drift value(Future<Drift> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      LOG.log(System.Logger.Level.ERROR, "a plugin failed to look at what it made", e.getCause());
      return Drift.notChecked("its plugin failed unexpectedly; the log has the details");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Drift.notChecked("interrupted");
    }
  }
}

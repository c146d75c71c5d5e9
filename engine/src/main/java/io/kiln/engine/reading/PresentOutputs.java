package io.kiln.engine.reading;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Handlers;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.planning.Status;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.References;
import io.kiln.templates.value.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a stack gives at this moment. One that has settled gives what was kept then; one that is
 * being made or changed gives what can be said by now, as in Heat: whoever is to signal a wait
 * condition reads where to from an output, while the stack waits for it.
 */
public final class PresentOutputs {

  /**
   * So many resources are asked for one by one; outputs that name more have them all read at once.
   */
  private static final int FEW = 16;

  private final StackReads reads;
  private final Handlers handlers;
  private final Function<SeenStack, Optional<Frame>> frames;

  /**
   * Over these.
   *
   * @param frames of the revision that a stack is on its way to; empty when its texts are not
   *     understood any more
   */
  public PresentOutputs(
      StackReads reads, Handlers handlers, Function<SeenStack, Optional<Frame>> frames) {
    this.reads = reads;
    this.handlers = handlers;
    this.frames = frames;
  }

  /**
   * As {@link StackReads#outputs}; of a stack at work an output that cannot be said yet is an empty
   * map. It costs what the outputs refer to, at most what the stack holds.
   */
  public Value.MapOf of(SeenStack stack) {
    return changing(stack)
        ? frames.apply(stack).map(frame -> now(stack, frame)).orElseGet(() -> reads.outputs(stack))
        : reads.outputs(stack);
  }

  private static boolean changing(SeenStack stack) {
    return stack.status() == Status.IN_PROGRESS && changes(stack.action());
  }

  private static boolean changes(Action action) {
    return switch (action) {
      case CREATE, UPDATE, ROLLBACK, ADOPT, RESTORE -> true;
      case INIT, DELETE, SUSPEND, RESUME, CHECK, SNAPSHOT, SIGNAL -> false;
    };
  }

  private Value.MapOf now(SeenStack stack, Frame frame) {
    var present = new Present(stack);
    var outputs = new LinkedHashMap<String, Value>();
    for (String name : frame.outputs().keySet()) {
      Evaluated<Value> output = frame.output(name, present);
      outputs.put(
          name,
          output.failed() || !output.result().known()
              ? Value.MapOf.EMPTY
              : Value.map(Map.of("value", output.result())));
    }
    return Value.map(outputs);
  }

  /** The resources of a stack as their rows say: null as long as there is nothing. */
  private final class Present implements References {

    private final SeenStack stack;
    private final Map<String, Optional<ResourceState>> rows = new HashMap<>();
    private boolean whole;

    Present(SeenStack stack) {
      this.stack = stack;
    }

    @Override
    public Value reference(String resource) {
      return row(resource)
          .filter(row -> row.attributes().isPresent())
          .map(row -> row.reference(handlers.find(row.type())))
          .orElseGet(Value::nothing);
    }

    /** What a group collects of its members is known once the stack has settled. */
    @Override
    public Value attribute(String resource, String attribute) {
      return row(resource).map(row -> attribute(row, attribute)).orElseGet(Value::nothing);
    }

    private Value attribute(ResourceState row, String attribute) {
      if (row.attributes().isPresent() || !row.nested()) {
        return row.attribute(attribute);
      }
      Value.MapOf inner = of(stack.inner(ResourceLine.of(row)));
      if (!attribute.isEmpty()) {
        return value(inner.get(attribute));
      }
      var all = new LinkedHashMap<String, Value>();
      inner.entries().forEach((name, output) -> all.put(name, value(output)));
      return Value.map(all);
    }

    private Value value(Value output) {
      return output instanceof Value.MapOf map ? map.get("value") : Value.nothing();
    }

    private Optional<ResourceState> row(String resource) {
      if (rows.size() == FEW && !whole && !rows.containsKey(resource)) {
        reads.within(stack).forEach(row -> rows.put(row.name(), Optional.of(row)));
        whole = true;
      }
      return whole
          ? rows.getOrDefault(resource, Optional.empty())
          : rows.computeIfAbsent(
              resource, name -> reads.resource(stack, name).map(StackReads.Whole::row));
    }
  }
}

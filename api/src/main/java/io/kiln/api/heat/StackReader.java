package io.kiln.api.heat;

import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.engine.convergence.ResourceNotFoundException;
import io.kiln.engine.convergence.StackNotFoundException;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.planning.Handlers;
import io.kiln.engine.reading.PresentOutputs;
import io.kiln.engine.reading.SeenStack;
import io.kiln.engine.reading.StackLine;
import io.kiln.engine.reading.StackReads;
import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.OutputDefinition;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks stacks up for the views, with what their templates say about them. */
public final class StackReader {

  /**
   * Frames kept for the next question about the same revision. A client that waits asks once a
   * second; a frame of a large tree takes some megabytes.
   */
  private static final int FRAMES_KEPT = 32;

  private final Stacks stacks;
  private final StackReads reads;
  private final Compiler compiler;
  private final PresentOutputs outputs;
  private final SequencedMap<FrameKey, Optional<Frame>> frames =
      new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Revisions never change, so a frame is good as long as anybody asks for it. An abandoned stack
   * may come back under its id, with revisions of its own.
   */
  private record FrameKey(UUID stack, Instant createdAt, long revision) {}

  public StackReader(Stacks stacks, StackReads reads, Compiler compiler, Handlers handlers) {
    this.stacks = stacks;
    this.reads = reads;
    this.compiler = compiler;
    this.outputs = new PresentOutputs(reads, handlers, this::frame);
  }

  /**
   * The stack of this name and id, to be read: a root, or one that lies in a tree.
   *
   * @throws StackNotFoundException when there is none, or the id is another stack's
   */
  SeenStack see(String project, String name, String id) {
    return reads
        .find(project, id)
        .filter(stack -> stack.id().toString().equals(id) && stack.name().equals(name))
        .orElseThrow(() -> new StackNotFoundException(name));
  }

  /**
   * The stack of this name or id, to be read.
   *
   * @throws StackNotFoundException when there is none
   */
  SeenStack see(String project, String nameOrId) {
    return reads.find(project, nameOrId).orElseThrow(() -> new StackNotFoundException(nameOrId));
  }

  /**
   * One resource of a stack.
   *
   * @throws ResourceNotFoundException when the stack has none of that name
   */
  StackReads.Whole resource(SeenStack stack, String name) {
    return reads
        .resource(stack, name)
        .orElseThrow(() -> new ResourceNotFoundException(name, stack.name()));
  }

  /**
   * The root stack of this name and id, to be changed.
   *
   * @throws StackNotFoundException when there is none, or the id is another stack's
   * @throws RefusedException when it lies in a tree: it is changed with its root
   */
  StackRecord get(String project, String name, String id) {
    Optional<StackRecord> root =
        stacks
            .find(project, id)
            .filter(stack -> stack.id().toString().equals(id) && stack.name().equals(name));
    if (root.isPresent()) {
      return root.get();
    }
    throw new RefusedException(
        Refusal.of(
            400,
            "NotSupported",
            "%s lies in the stack %s and is changed with it: update or delete that one."
                .formatted(name, see(project, name, id).root().name())));
  }

  ResourceTree tree(StackRecord stack) {
    return new ResourceTree(stack, stacks.resources(stack.id()));
  }

  /** What the revision is made of that the stack has, or is on its way to. */
  StackSource source(StackRecord stack) {
    return source(StackLine.of(stack));
  }

  StackSource source(StackLine stack) {
    return stacks.source(stack.id(), stack.revision());
  }

  /** That revision's frame; empty when its texts are not understood any more. */
  private Optional<Frame> frame(StackLine stack) {
    var key = new FrameKey(stack.id(), stack.createdAt(), stack.revision());
    synchronized (frames) {
      Optional<Frame> known = frames.get(key);
      if (known != null) {
        return known;
      }
    }
    var identity = new StackIdentity(stack.project(), stack.name(), stack.id().toString());
    Optional<Frame> compiled = compiled(source(stack), identity);
    synchronized (frames) {
      frames.put(key, compiled);
      if (frames.size() > FRAMES_KEPT) {
        frames.pollFirstEntry();
      }
    }
    return compiled;
  }

  /** The frame of a stack that may lie in a tree. */
  public Optional<Frame> frame(SeenStack stack) {
    Optional<Frame> root = frame(stack.root());
    return stack.isRoot() ? root : root.flatMap(frame -> new NestedFrames(frame, reads).of(stack));
  }

  /** A frame that is not kept. */
  public Optional<Frame> compiled(StackSource source, StackIdentity identity) {
    return compiler.compile(source, identity).result();
  }

  /** Whether the project has a living stack of this name. */
  boolean exists(String project, String name) {
    return stacks.find(project, name).filter(stack -> stack.deletedAt().isEmpty()).isPresent();
  }

  /** What its outputs are at this moment, see {@link PresentOutputs}. */
  Value.MapOf given(SeenStack stack) {
    return outputs.of(stack);
  }

  SequencedMap<String, OutputDefinition> outputs(SeenStack stack) {
    return frame(stack).map(Frame::outputs).orElseGet(LinkedHashMap::new);
  }

  /** All parameters as texts, hidden ones masked. */
  public Map<String, @Nullable Object> parameters(SeenStack stack) {
    return frame(stack).map(frame -> parameters(frame.parameters())).orElseGet(Map::of);
  }

  /** The same of values. */
  public static Map<String, @Nullable Object> parameters(Map<String, Value> values) {
    Map<String, @Nullable Object> texts = new LinkedHashMap<>();
    values.forEach((name, value) -> texts.put(name, text(value)));
    return texts;
  }

  /** A parameter's value as Heat writes it: always a text. */
  private static @Nullable String text(Value value) {
    if (value.sensitive()) {
      return Value.MASK;
    }
    return switch (value) {
      case Value.Null _, Value.Unknown _ -> null;
      case Value.Bool(boolean truth, _) -> truth ? "True" : "False";
      case Value.Num _, Value.Text _ -> value.toString();
      case Value.ListOf(List<Value> items, _) ->
          items.stream()
              .map(
                  item ->
                      item instanceof Value.Text || !item.known()
                          ? item.toString()
                          : Json.write(item))
              .collect(Collectors.joining(","));
      case Value.MapOf map -> map.known() ? Json.write(map) : map.toString();
    };
  }
}

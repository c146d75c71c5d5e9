package io.kiln.api.heat;

import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.engine.convergence.StackNotFoundException;
import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.Stacks;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks stacks up for the views, with what their templates say about them. */
public final class StackReader {

  /**
   * Frames kept for the next question about the same revision. A client that waits asks once a
   * second; a frame of a large tree takes some megabytes.
   */
  private static final int FRAMES_KEPT = 32;

  private final Stacks stacks;
  private final Compiler compiler;
  private final SequencedMap<FrameKey, Optional<Frame>> frames =
      new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Revisions never change, so a frame is good as long as anybody asks for it. An abandoned stack
   * may come back under its id, with revisions of its own.
   */
  private record FrameKey(UUID stack, Instant createdAt, long revision) {}

  public StackReader(Stacks stacks, Compiler compiler) {
    this.stacks = stacks;
    this.compiler = compiler;
  }

  /**
   * The stack of this name and id, to be read: a root, or one that lies in a tree.
   *
   * @throws StackNotFoundException when there is none, or the id is another stack's
   */
  SeenStack see(String project, String name, String id) {
    return seen(project, id)
        .filter(
            stack -> stack.stack().id().toString().equals(id) && stack.stack().name().equals(name))
        .orElseThrow(() -> new StackNotFoundException(name));
  }

  /**
   * The stack of this name or id, to be read.
   *
   * @throws StackNotFoundException when there is none
   */
  SeenStack see(String project, String nameOrId) {
    return seen(project, nameOrId).orElseThrow(() -> new StackNotFoundException(nameOrId));
  }

  private Optional<SeenStack> seen(String project, String nameOrId) {
    return stacks
        .find(project, nameOrId)
        .map(this::seen)
        .or(() -> uuid(nameOrId).flatMap(id -> nested(project, id)))
        .or(() -> nested(project, nameOrId));
  }

  SeenStack seen(StackRecord root) {
    return SeenStack.root(root, () -> tree(root));
  }

  private Optional<SeenStack> nested(String project, UUID id) {
    return stacks
        .owning(project, id)
        .map(this::tree)
        .flatMap(tree -> tree.nested(id).map(row -> SeenStack.nested(tree, row)));
  }

  /** A nested stack's name begins with that of its root. */
  private Optional<SeenStack> nested(String project, String name) {
    return stacks.list(project, StackQuery.ALL).stream()
        .filter(root -> name.startsWith(root.name() + "-"))
        .map(this::tree)
        .flatMap(
            tree ->
                tree.nested().stream()
                    .filter(row -> tree.nestedName(row).equals(name))
                    .map(row -> SeenStack.nested(tree, row)))
        .findFirst();
  }

  /** A stack with all within it. */
  Stream<SeenStack> withNested(StackRecord root) {
    ResourceTree tree = tree(root);
    return Stream.concat(
        Stream.of(SeenStack.root(root, () -> tree)),
        tree.nested().stream().map(row -> SeenStack.nested(tree, row)));
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The root stack of this name and id, to be changed.
   *
   * @throws StackNotFoundException when there is none, or the id is another stack's
   * @throws RefusedException when it lies in a tree: it is changed with its root
   */
  StackRecord get(String project, String name, String id) {
    SeenStack stack = see(project, name, id);
    if (stack.row().isPresent()) {
      throw new RefusedException(
          Refusal.of(
              400,
              "NotSupported",
              "%s lies in the stack %s and is changed with it: update or delete that one."
                  .formatted(name, stack.root().name())));
    }
    return stack.root();
  }

  ResourceTree tree(StackRecord stack) {
    return new ResourceTree(stack, stacks.resources(stack.id()));
  }

  /** What the revision is made of that the stack has, or is on its way to. */
  StackSource source(StackRecord stack) {
    return stacks.source(stack.id(), stack.currentRevision());
  }

  /** That revision's frame; empty when its texts are not understood any more. */
  Optional<Frame> frame(StackRecord stack) {
    var key = new FrameKey(stack.id(), stack.createdAt(), stack.currentRevision());
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
  Optional<Frame> frame(SeenStack stack) {
    Optional<Frame> root = frame(stack.root());
    return stack.row().isEmpty()
        ? root
        : root.flatMap(frame -> new NestedFrames(frame, stack.tree()).of(stack.row().get()));
  }

  /** A frame that is not kept. */
  Optional<Frame> compiled(StackSource source, StackIdentity identity) {
    return compiler.compile(source, identity).result();
  }

  /** Whether the project has a living stack of this name. */
  boolean exists(String project, String name) {
    return stacks.find(project, name).filter(stack -> stack.deletedAt().isEmpty()).isPresent();
  }

  SequencedMap<String, OutputDefinition> outputs(SeenStack stack) {
    return frame(stack).map(Frame::outputs).orElseGet(LinkedHashMap::new);
  }

  /** All parameters as texts, hidden ones masked. */
  Map<String, @Nullable Object> parameters(SeenStack stack) {
    return frame(stack).map(frame -> parameters(frame.parameters())).orElseGet(Map::of);
  }

  static Map<String, @Nullable Object> parameters(Map<String, Value> values) {
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

  /** Events of a stack, all of them, oldest first. */
  List<io.kiln.engine.convergence.StackEvent> events(StackRecord stack) {
    return stacks.events(stack.id(), 0, Integer.MAX_VALUE);
  }
}

package io.kiln.engine.planning;

import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.Unfolding;
import io.kiln.templates.model.Content;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.ResolvedType;
import io.kiln.templates.model.ResourceRules.Restriction;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Opens and closes the stacks within the stacks of a walk: provider templates and groups. */
final class Nesting {
  private final Handlers handlers;
  private final Rows rows;
  private final Intentions intentions;
  private final List<Diagnostic> diagnostics;
  private final Duration longest;

  /** What came of opening. */
  sealed interface Opened {

    /** Its resources can join the graph. */
    record Inner(ResourceState row, Scope scope) implements Opened {}

    /** It cannot be what was asked for. */
    record Refused(String type, String reason) implements Opened {}

    /** What it holds depends on what does not exist yet: only when looking ahead. */
    record Later(List<ResourceState> rows) implements Opened {}
  }

  /**
   * @param longest how long the whole action may take
   */
  Nesting(
      Handlers handlers,
      Rows rows,
      Intentions intentions,
      List<Diagnostic> diagnostics,
      Duration longest) {
    this.handlers = handlers;
    this.rows = rows;
    this.intentions = intentions;
    this.diagnostics = diagnostics;
    this.longest = longest;
  }

  /** Whether a type's resources are stacks of their own. */
  boolean opens(ResolvedType type) {
    return switch (type) {
      case ResolvedType.Nested _ -> true;
      case ResolvedType.Plugin(String name, _) -> unfolding(name).isPresent();
    };
  }

  Opened open(Node node) {
    Scope scope = node.scope();
    ResolvedType type = scope.frame().type(node.name);
    Evaluated<Value.MapOf> properties = scope.frame().properties(node.name, scope);
    Evaluated<Value> metadata = Choice.metadata(node, rows, Optional.empty());
    diagnostics.addAll(properties.diagnostics());
    diagnostics.addAll(metadata.diagnostics());
    if (properties.failed() || metadata.failed()) {
      return new Opened.Refused(type.name(), Outputs.firstError(properties, metadata));
    }
    if (isForbidden(node, properties.result())) {
      String refusal = Decision.refusal(Restriction.UPDATE);
      intentions.forbid(new Failure(node.path(), Action.UPDATE, refusal));
      return new Opened.Refused(type.name(), refusal);
    }
    return switch (type) {
      case ResolvedType.Nested(String name) ->
          provider(node, name, properties.result(), metadata.result());
      case ResolvedType.Plugin(String name, _) ->
          group(node, name, unfolding(name).orElseThrow(), properties.result(), metadata.result());
    };
  }

  /** Whether what is there would be given other properties, and the environment forbids it. */
  private boolean isForbidden(Node node, Value.MapOf properties) {
    return node.scope().frame().rules(node.name).restricted().contains(Restriction.UPDATE)
        && rows.at(node.path()).stream()
            .filter(row -> row.nested() && row.action() != Action.DELETE)
            .filter(row -> row.action() != Action.INIT)
            .anyMatch(row -> !row.properties().equals(properties));
  }

  private Opened provider(Node node, String type, Value.MapOf properties, Value metadata) {
    ResourceState row = intentions.nested(node, type, properties, metadata, Optional.empty());
    String name = rows.stackName(row);
    Evaluated<Frame> frame = node.scope().frame().child(node.name, properties, name);
    return inner(node, row, name, frame, Optional.empty());
  }

  private Opened group(
      Node node, String type, Unfolding unfolding, Value.MapOf properties, Value metadata) {
    Frame outer = node.scope().frame();
    Evaluated<Value.MapOf> policy = outer.updatePolicy(node.name, node.scope());
    diagnostics.addAll(policy.diagnostics());
    if (policy.failed()) {
      return new Opened.Refused(type, Outputs.firstError(policy));
    }
    var past = new GroupPast(node, rows, handlers, intentions.nestedId(node));
    return switch (unfolding.unfold(properties, policy.result(), past)) {
      case Unfolded.Later _ -> new Opened.Later(past.everything());
      case Unfolded.Refused(String reason) -> refused(node, type, reason);
      case Unfolded.Now now -> unfolded(node, type, unfolding, properties, metadata, now, past);
    };
  }

  private Opened unfolded(
      Node node,
      String type,
      Unfolding unfolding,
      Value.MapOf properties,
      Value metadata,
      Unfolded.Now now,
      GroupPast past) {
    Optional<Batches> batches =
        new BatchPlan(node, now, past, rows, handlers, intentions.revision()).batches(properties);
    if (batches.isPresent() && batches.get().pauses().compareTo(longest) >= 0) {
      String reason = "The current update policy will result in stack update timeout.";
      return refused(node, type, reason);
    }
    var memory = new GroupMemory(now.memory(), batches);
    ResourceState row =
        intentions.nested(node, type, properties, metadata, Optional.of(memory.value()));
    String name = rows.stackName(row);
    return inner(
        node,
        row,
        name,
        node.scope().frame().unfolded(node.name, BatchPlan.withSpares(now, batches), name),
        Optional.of(new GroupContent(unfolding, members(now.content()), now.memory(), batches)));
  }

  private Opened refused(Node node, String type, String reason) {
    diagnostics.add(
        Diagnostic.error(
            "invalid-property",
            reason,
            "resources." + node.name,
            Intentions.definition(node).at()));
    return new Opened.Refused(type, reason);
  }

  private static List<String> members(Content content) {
    return switch (content) {
      case Content.Members(List<Content.Member> members) ->
          members.stream().map(Content.Member::name).toList();
      case Content.Text _, Content.File _ -> List.of();
    };
  }

  private Opened inner(
      Node node,
      ResourceState row,
      String name,
      Evaluated<Frame> frame,
      Optional<GroupContent> group) {
    diagnostics.addAll(frame.diagnostics());
    return frame.failed()
        ? new Opened.Refused(row.type(), Outputs.firstError(frame))
        : new Opened.Inner(
            row, Scope.of(node.path() + "/", name, frame.result(), Optional.of(row.id()), group));
  }

  /** How a nested stack stands when all it holds is as wanted. */
  Standing close(Node node, Scope inner) {
    Value.MapOf outputs = Outputs.values(inner, diagnostics);
    Optional<GroupMembers> members =
        inner.group().map(group -> new GroupMembers(inner, group, outputs));
    Value.MapOf values =
        members.map(all -> inner.group().orElseThrow().unfolding().shown(all)).orElse(outputs);
    ResourceState row = rows.get(inner.parent().orElseThrow());
    if (values.known()) {
      row = completed(node, row, values, inner.group().map(GroupContent::memory));
    }
    if (members.isPresent()) {
      return new Standing.Grouped(row, members.get());
    }
    return values.known()
        ? new Standing.Real(row, Optional.empty())
        : new Standing.Foreseen(values);
  }

  private ResourceState completed(
      Node node, ResourceState row, Value.MapOf values, Optional<Value.MapOf> kept) {
    boolean ended = row.status() == Status.COMPLETE;
    Optional<Value.MapOf> memory = kept.map(known -> GroupMemory.settled(known).value());
    Set<UUID> requires = intentions.narrowed(node, row);
    if (ended
        && row.attributes().equals(Optional.of(values))
        && row.checkpoint().equals(memory)
        && intentions.existing(row.requires()).equals(requires)) {
      return row;
    }
    ResourceState complete =
        rows.change(row)
            .action(row.action(), Status.COMPLETE, "state changed")
            .attributes(values)
            .remembering(memory)
            .requires(requires)
            .build();
    return ended ? rows.write(complete) : rows.announce(complete);
  }

  /**
   * Begins a batch.
   *
   * @return when its pause ends, if it has not yet
   */
  Optional<Instant> begin(Node node, Instant now) {
    ResourceState row = rows.get(node.scope().parent().orElseThrow());
    GroupContent group = node.scope().group().orElseThrow();
    Batches batches = GroupMemory.batches(row, group.batches().orElseThrow());
    if (batches.at() < node.batch) {
      batches = batches.reached(node.batch, now);
      var memory = new GroupMemory(group.memory(), Optional.of(batches));
      rows.write(rows.change(row).remembering(Optional.of(memory.value())).build());
    }
    return batches.until().filter(now::isBefore);
  }

  /** The rows of these members and all below them. */
  List<ResourceState> below(Scope scope, List<String> members) {
    var all = new ArrayList<ResourceState>();
    members.forEach(member -> all.addAll(rows.at(scope.path(member))));
    List.copyOf(all).forEach(row -> all.addAll(rows.within(row.id())));
    return all;
  }

  private Optional<Unfolding> unfolding(String type) {
    return handlers.find(type).flatMap(ResourceHandler::unfolding);
  }
}

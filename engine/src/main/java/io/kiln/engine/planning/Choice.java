package io.kiln.engine.planning;

import io.kiln.resources.spi.ResourceHandler;
import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.ResourceDefinition;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** What a walk chooses to do about resources, with regard to what was seen of real things. */
final class Choice {
  private final Rows rows;
  private final Intentions intentions;
  private final Supplier<UUID> ids;
  private final List<Diagnostic> diagnostics;

  /**
   * @param diagnostics gets what people should know before it happens
   */
  Choice(Rows rows, Intentions intentions, Supplier<UUID> ids, List<Diagnostic> diagnostics) {
    this.rows = rows;
    this.intentions = intentions;
    this.ids = ids;
    this.diagnostics = diagnostics;
  }

  /** What is to be done about a resource, with regard to what was seen of its real thing. */
  Decision decide(Node node, ResourceHandler handler, Value.MapOf wanted, Value metadata) {
    Optional<String> external = Intentions.definition(node).externalId();
    if (external.isPresent()) {
      return Foreign.decide(rows.at(node.path()), external.get());
    }
    List<ResourceState> own =
        rows.at(node.path()).stream().filter(row -> !row.isForeign()).toList();
    if (rows.policy(metadata, node.scope().parent()) != DriftPolicy.FREEZE) {
      return Decider.decide(own, handler, wanted, intentions.revision(), rows::seen);
    }
    Decision decision =
        Decider.decide(own, handler, wanted, intentions.revision(), _ -> Optional.empty());
    return own.stream()
        .filter(row -> rows.seen(row).filter(Drift::found).isPresent())
        .findFirst()
        .map(row -> frozen(node, row, decision))
        .orElse(decision);
  }

  /** Nothing touches it: what would leave it alone goes on, anything else is refused. */
  private Decision frozen(Node node, ResourceState row, Decision decision) {
    boolean stays = decision instanceof Decision.Keep;
    String because =
        "it is frozen and somebody changed it: "
            + rows.seen(row).map(Drift::described).orElse("unknown");
    diagnostics.add(
        new Diagnostic(
            stays ? Diagnostic.Severity.WARNING : Diagnostic.Severity.ERROR,
            "frozen-drift",
            "%s %s: %s"
                .formatted(node.path(), stays ? "is left as it is" : "may not be touched", because),
            "resources." + node.name,
            Intentions.definition(node).at(),
            Optional.empty()));
    return stays ? decision : new Decision.Refuse(row, List.of(), because);
  }

  /** A row for a thing that was there before, about to be looked at. */
  Step.Adopting adopting(
      Node node,
      ResourceHandler handler,
      Value.MapOf given,
      Value metadata,
      Decision.Adopt decision) {
    intentions.touch(node.scope().parent());
    ResourceState row =
        decision
            .row()
            .orElseGet(
                () ->
                    rows.fresh(
                        ids.get(),
                        node.path(),
                        node.scope().parent(),
                        handler.schema().type(),
                        false,
                        given));
    boolean underway = row.isForeign() && row.status() == Status.IN_PROGRESS;
    ResourceState looked =
        underway
            ? row
            : rows.announce(
                rows.change(row)
                    .action(Action.CHECK, Status.IN_PROGRESS, decision.because())
                    .step(ids.get().toString())
                    .physicalId(Optional.of(decision.externalId()))
                    .properties(given)
                    .metadata(metadata)
                    .requires(Intentions.requirements(node))
                    .deletionPolicy(DeletionPolicy.FOREIGN)
                    .build());
    return new Step.Adopting(looked, handler, decision.because());
  }

  /**
   * A resource's metadata; with an error when what the template says of the real thing cannot be.
   *
   * @param handler empty for a stack of its own
   */
  static Evaluated<Value> metadata(Node node, Rows rows, Optional<ResourceHandler> handler) {
    Evaluated<Value> metadata = node.scope().frame().metadata(node.name, node.scope());
    ResourceDefinition definition = Intentions.definition(node);
    Optional<String> wrong =
        definition
            .externalId()
            .flatMap(
                id ->
                    Foreign.problem(
                        definition, id, rows.at(node.path()), handler, rows.isUndoing()));
    Optional<String> policy = DriftPolicy.problem(metadata.result());
    if (wrong.isEmpty() && policy.isEmpty()) {
      return metadata;
    }
    var found = new ArrayList<>(metadata.diagnostics());
    wrong.ifPresent(problem -> found.add(error(node, problem, "external_id")));
    policy.ifPresent(problem -> found.add(error(node, problem, "metadata")));
    return new Evaluated<>(metadata.result(), found);
  }

  private static Diagnostic error(Node node, String problem, String key) {
    return Diagnostic.error(
        "invalid-key",
        problem,
        "resources.%s.%s".formatted(node.name, key),
        Intentions.definition(node).at());
  }
}

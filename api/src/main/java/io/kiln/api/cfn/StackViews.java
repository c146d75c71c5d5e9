package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.cfn.wire.Form;
import io.kiln.api.cfn.wire.Node;
import io.kiln.api.heat.StackReader;
import io.kiln.api.settings.StackSettings;
import io.kiln.api.settings.StackSettingsStore;
import io.kiln.engine.convergence.DriftLook;
import io.kiln.engine.convergence.Drifts;
import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.planning.Action;
import io.kiln.engine.reading.SeenStack;
import io.kiln.engine.reading.StackReads;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.OutputDefinition;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** Stacks as they are shown, one by one and in lists. */
final class StackViews {

  /** What all stacks of a project cost to compile at once is not to be asked with one request. */
  private static final int DESCRIBED = 20;

  private final StackLookup lookup;
  private final StackReads reads;
  private final StackReader reader;
  private final Stacks stacks;
  private final Drifts drifts;
  private final StackSettingsStore settings;
  private final ChangeSets sets;
  private final ParameterTexts parameters;

  StackViews(
      StackLookup lookup,
      StackReads reads,
      StackReader reader,
      Stacks stacks,
      Drifts drifts,
      StackSettingsStore settings,
      ChangeSets sets,
      ParameterTexts parameters) {
    this.lookup = lookup;
    this.reads = reads;
    this.reader = reader;
    this.stacks = stacks;
    this.drifts = drifts;
    this.settings = settings;
    this.sets = sets;
    this.parameters = parameters;
  }

  Fields describe(Form form, String project) {
    Optional<String> named = form.text("StackName");
    if (named.isPresent()) {
      Optional<SeenStack> stack = lookup.find(project, named.get());
      Node shown =
          stack.isPresent()
              ? whole(project, stack.get(), settings.of(stack.get().id()))
              : lookup
                  .review(project, named.get())
                  .map(this::review)
                  .orElseThrow(() -> StackLookup.unknown(named.get()));
      return new Fields().members("Stacks", List.of(shown));
    }
    List<Node> shown = new ArrayList<>(form.has("NextToken") ? List.of() : reviews(project));
    List<SeenStack> page = page(form, project, false, DESCRIBED);
    Map<UUID, StackSettings> said = settings.of(page.stream().map(SeenStack::id).toList());
    page.forEach(
        stack ->
            shown.add(whole(project, stack, said.getOrDefault(stack.id(), StackSettings.NONE))));
    return new Fields().members("Stacks", shown).text("NextToken", next(page, DESCRIBED));
  }

  Fields list(Form form, String project) {
    Set<String> states = new LinkedHashSet<>(form.texts("StackStatusFilter"));
    List<Node> shown = new ArrayList<>();
    if (!form.has("NextToken") && (states.isEmpty() || states.contains(StatusWords.REVIEW))) {
      shown.addAll(reviews(project));
    }
    List<SeenStack> page = page(form, project, true, Page.SIZE);
    for (SeenStack stack : page) {
      String status = status(project, stack);
      if (states.isEmpty() || states.contains(status)) {
        shown.add(head(project, stack, status, new Fields()));
      }
    }
    return new Fields().members("StackSummaries", shown).text("NextToken", next(page, Page.SIZE));
  }

  private List<SeenStack> page(Form form, String project, boolean deleted, int size) {
    return reads.list(
        project,
        new StackQuery(
            Map.of(),
            deleted,
            OptionalInt.of(size),
            form.text("NextToken").map(StackViews::marker),
            List.of(),
            false));
  }

  private static UUID marker(String token) {
    try {
      return UUID.fromString(token);
    } catch (IllegalArgumentException e) {
      throw Page.badToken();
    }
  }

  private static Optional<String> next(List<SeenStack> page, int size) {
    return page.size() < size ? Optional.empty() : Optional.of(page.getLast().id().toString());
  }

  /** A stack to be, once each. */
  private List<Fields> reviews(String project) {
    Map<UUID, ChangeSet> first = new LinkedHashMap<>();
    for (ChangeSet set : sets.reviews(project)) {
      first.putIfAbsent(set.stack(), set);
    }
    return first.values().stream().map(this::review).toList();
  }

  private Fields review(ChangeSet set) {
    Fields fields =
        new Fields()
            .text("StackId", StackLookup.arn(set))
            .text("StackName", set.stackName())
            .time("CreationTime", set.createdAt())
            .text("StackStatus", StatusWords.REVIEW)
            .text("StackStatusReason", "User Initiated")
            .flag("DisableRollback", set.disableRollback())
            .flag("EnableTerminationProtection", false);
    Facts.of(set.facts()).shown(fields);
    return fields.put("DriftInformation", new Fields().text("StackDriftStatus", "NOT_CHECKED"));
  }

  String status(String project, SeenStack stack) {
    if (!stack.isRoot()) {
      return StatusWords.of(stack.action(), stack.status());
    }
    boolean clear =
        stack.action() == Action.CREATE
            || stack.action() == Action.UPDATE
            || stack.action() == Action.DELETE;
    return clear
        ? StatusWords.of(stack.action(), stack.status())
        : stacks
            .find(project, stack.id().toString())
            .map(StatusWords::of)
            .orElseGet(() -> StatusWords.of(stack.action(), stack.status()));
  }

  private Fields head(String project, SeenStack stack, String status, Fields fields) {
    fields
        .text("StackId", StackLookup.arn(project, stack))
        .text("StackName", stack.name())
        .time("CreationTime", stack.createdAt())
        .time("LastUpdatedTime", stack.updatedAt())
        .time("DeletionTime", stack.isRoot() ? stack.root().deletedAt() : Optional.empty())
        .text("StackStatus", status)
        .text("StackStatusReason", Optional.of(stack.statusReason()));
    if (!stack.isRoot()) {
      fields
          .text("ParentId", above(project, stack))
          .text("RootId", StackLookup.arn(project, SeenStack.root(stack.root())));
    }
    return fields;
  }

  private static String above(String project, SeenStack stack) {
    SeenStack parent = SeenStack.root(stack.root());
    for (var row : stack.way().subList(0, stack.way().size() - 1)) {
      parent = parent.inner(row);
    }
    return StackLookup.arn(project, parent);
  }

  private Fields whole(String project, SeenStack stack, StackSettings said) {
    Optional<Frame> frame = reader.frame(stack);
    Fields fields = head(project, stack, status(project, stack), new Fields());
    fields
        .text("Description", frame.map(Frame::description))
        .members("Parameters", parameters.of(stack))
        .flag("DisableRollback", stack.root().disableRollback())
        .text(
            "TimeoutInMinutes",
            stack.root().timeout().map(Duration::toMinutes).map(minutes -> minutes.toString()))
        .members("Outputs", outputs(stack, frame))
        .put("RollbackConfiguration", new Fields())
        .flag("EnableTerminationProtection", said.terminationProtection());
    Facts.of(said.facts()).shown(fields);
    return fields.put("DriftInformation", drift(stack));
  }

  private List<Fields> outputs(SeenStack stack, Optional<Frame> frame) {
    Map<String, OutputDefinition> definitions =
        frame.<Map<String, OutputDefinition>>map(Frame::outputs).orElseGet(Map::of);
    List<Fields> shown = new ArrayList<>();
    reads
        .outputs(stack)
        .entries()
        .forEach(
            (name, output) -> {
              if (output instanceof Value.MapOf map && map.entries().containsKey("value")) {
                shown.add(
                    new Fields()
                        .text("OutputKey", name)
                        .text("OutputValue", OutputText.of(map.get("value")))
                        .text(
                            "Description",
                            Optional.ofNullable(definitions.get(name))
                                .map(OutputDefinition::description))
                        .text(
                            "ExportName",
                            Optional.ofNullable(map.entries().get("export")).map(Value::toString)));
              }
            });
    return shown;
  }

  private Fields drift(SeenStack stack) {
    Optional<DriftLook> look =
        drifts.look(stack.root().id()).filter(last -> last.endedAt().isPresent());
    return new Fields()
        .text(
            "StackDriftStatus",
            look.isEmpty() ? "NOT_CHECKED" : DriftWords.ofStack(drifts.found(stack.root().id())))
        .time("LastCheckTimestamp", look.flatMap(DriftLook::endedAt));
  }
}

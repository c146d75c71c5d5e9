package io.kiln.api.v2;

import io.kiln.api.heat.StackCommands;
import io.kiln.api.heat.StackHistory;
import io.kiln.api.heat.StackRequest;
import io.kiln.api.http.BadInputException;
import io.kiln.api.http.JsonObject;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.StackExistsException;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.StackService;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.convergence.plans.PlanService.Draft;
import io.kiln.engine.convergence.plans.StoredPlan.Kind;
import io.kiln.engine.planning.Plan;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/** Works out what a request for a plan asks for. */
final class PlanDrafts {

  /** Long enough to be looked at by somebody else tomorrow. */
  private static final int USUAL_MINUTES = 24 * 60;

  /** A month; what is older is seldom still true. */
  private static final int MOST_MINUTES = 30 * 24 * 60;

  private final StackService service;
  private final Stacks stacks;
  private final StackCommands commands;
  private final StackHistory history;
  private final Supplier<UUID> ids;

  PlanDrafts(
      StackService service,
      Stacks stacks,
      StackCommands commands,
      StackHistory history,
      Supplier<UUID> ids) {
    this.service = service;
    this.stacks = stacks;
    this.commands = commands;
    this.history = history;
    this.ids = ids;
  }

  /**
   * The plan that a body asks for: of a create when there is no stack of its name, of an update
   * otherwise, unless it names a {@code kind}.
   */
  Draft of(String project, JsonObject body) {
    StackRequest wanted =
        commands.completed(StackRequest.known(body, "kind", "to", "expires_in_minutes"));
    if (wanted.adopting().isPresent()) {
      throw new BadInputException(
          "'adopt_stack_data' has no plan: nothing is made for what is there.");
    }
    String name = wanted.name().orElseThrow(() -> new BadInputException("No stack name specified"));
    Duration lifetime =
        Duration.ofMinutes(
            body.integer("expires_in_minutes", 1, MOST_MINUTES).orElse(USUAL_MINUTES));
    return switch (kind(project, body, name)) {
      case CREATE -> create(project, wanted, lifetime);
      case UPDATE -> {
        StackRecord stack = service.living(project, name);
        yield updated(
            stack,
            Kind.UPDATE,
            commands.whole(wanted, stack.identity(), Optional.of(stack)),
            lifetime);
      }
      case PATCH -> {
        StackRecord stack = service.living(project, name);
        yield updated(stack, Kind.PATCH, commands.partial(stack, wanted), lifetime);
      }
      case ROLLBACK -> {
        StackRecord stack = service.living(project, name);
        Optional<Integer> to = body.integer("to", 1, Integer.MAX_VALUE);
        OptionalLong goal = to.isPresent() ? OptionalLong.of(to.get()) : OptionalLong.empty();
        yield updated(
            stack, Kind.ROLLBACK, history.again(stack, history.goal(stack, goal)), lifetime);
      }
      case DELETE -> {
        StackRecord stack = service.living(project, name);
        Plan plan = commands.planDelete(project, stack.id().toString());
        yield draft(stack, Kind.DELETE, Optional.empty(), plan, lifetime);
      }
    };
  }

  private Kind kind(String project, JsonObject body, String name) {
    Optional<String> sent = body.text("kind");
    if (sent.isEmpty()) {
      return stacks.find(project, name).filter(found -> found.deletedAt().isEmpty()).isPresent()
          ? Kind.UPDATE
          : Kind.CREATE;
    }
    return switch (sent.get()) {
      case "create" -> Kind.CREATE;
      case "update" -> Kind.UPDATE;
      case "patch" -> Kind.PATCH;
      case "rollback" -> Kind.ROLLBACK;
      case "delete" -> Kind.DELETE;
      default ->
          throw new BadInputException("'kind' must be create, update, patch, rollback or delete.");
    };
  }

  private Draft create(String project, StackRequest wanted, Duration lifetime) {
    String name = wanted.newName();
    if (stacks.find(project, name).filter(found -> found.deletedAt().isEmpty()).isPresent()) {
      throw new StackExistsException(name);
    }
    if (wanted.converge()) {
      throw new BadInputException("'converge' is for updates: nothing exists yet.");
    }
    UUID id = ids.get();
    NewRevision revision =
        commands.whole(wanted, new StackIdentity(project, name, id.toString()), Optional.empty());
    Plan plan =
        StackCommands.explained(
            revision.source(), () -> service.planCreate(project, name, id.toString(), revision));
    return new Draft(
        project,
        id,
        name,
        Optional.empty(),
        Kind.CREATE,
        OptionalLong.empty(),
        Optional.of(revision),
        plan,
        Value.MapOf.EMPTY,
        Optional.of(lifetime));
  }

  private Draft updated(StackRecord stack, Kind kind, NewRevision revision, Duration lifetime) {
    NewRevision next = revision.madeFrom(stack.latestRevision());
    Plan plan =
        StackCommands.explained(
            next.source(), () -> service.plan(stack.project(), stack.id().toString(), next));
    return draft(stack, kind, Optional.of(next), plan, lifetime);
  }

  private static Draft draft(
      StackRecord stack, Kind kind, Optional<NewRevision> revision, Plan plan, Duration lifetime) {
    return new Draft(
        stack.project(),
        stack.id(),
        stack.name(),
        Optional.empty(),
        kind,
        OptionalLong.of(stack.latestRevision()),
        revision,
        plan,
        Value.MapOf.EMPTY,
        Optional.of(lifetime));
  }
}

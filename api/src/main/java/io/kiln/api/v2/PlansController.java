package io.kiln.api.v2;

import io.kiln.api.http.BadInputException;
import io.kiln.api.http.JsonBody;
import io.kiln.api.http.JsonObject;
import io.kiln.api.http.Query;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.api.http.Uuids;
import io.kiln.api.settings.PolicyGuard;
import io.kiln.api.settings.ProtectedStackException;
import io.kiln.api.settings.StackSettingsStore;
import io.kiln.engine.convergence.Asking;
import io.kiln.engine.convergence.OperationId;
import io.kiln.engine.convergence.StackNotFoundException;
import io.kiln.engine.convergence.plans.PlanService;
import io.kiln.engine.convergence.plans.PlanTakenException;
import io.kiln.engine.convergence.plans.StalePlanException;
import io.kiln.engine.convergence.plans.StoredPlan;
import io.kiln.engine.convergence.plans.StoredPlans;
import io.kiln.engine.reading.Operations;
import io.kiln.engine.reading.StackReads;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Plans that are kept: made once, looked at by anybody, carried out as they stand or not at all.
 */
@RestController
@Tag(name = "kept plans")
@RequestMapping("/v2/{project}/plans")
final class PlansController {

  private final PlanDrafts drafts;
  private final PlanService service;
  private final StoredPlans plans;
  private final StackReads stacks;
  private final Operations operations;
  private final OperationViews views;
  private final StackSettingsStore settings;
  private final JsonBody bodies;
  private final Preconditions preconditions;
  private final InstantSource clock;

  PlansController(
      PlanDrafts drafts,
      PlanService service,
      StoredPlans plans,
      StackReads stacks,
      Operations operations,
      OperationViews views,
      StackSettingsStore settings,
      JsonBody bodies,
      Preconditions preconditions,
      InstantSource clock) {
    this.drafts = drafts;
    this.service = service;
    this.plans = plans;
    this.stacks = stacks;
    this.operations = operations;
    this.views = views;
    this.settings = settings;
    this.bodies = bodies;
    this.preconditions = preconditions;
    this.clock = clock;
  }

  /** Makes a plan and keeps it; nothing else is changed. */
  @io.swagger.v3.oas.annotations.Operation(
      operationId = "keepPlan",
      parameters =
          @Parameter(
              in = ParameterIn.HEADER,
              name = "If-Match",
              description =
                  "The tag of the list of plans as it was read; nothing happens if it has changed.",
              schema = @Schema(type = "string")),
      requestBody =
          @RequestBody(content = @Content(schema = @Schema(implementation = PlanBody.class))))
  @ApiResponse(
      responseCode = "201",
      description = "The plan, with its steps.",
      content = @Content(schema = @Schema(implementation = KeptPlanView.class)))
  @ApiResponse(responseCode = "404", description = "There is no such stack, or no such revision.")
  @ApiResponse(
      responseCode = "409",
      description = "There is a stack of that name, or there are too many plans.")
  @PostMapping
  ResponseEntity<KeptPlanView> make(@PathVariable String project, HttpServletRequest request) {
    PlanService.Draft draft = drafts.of(project, bodies.object(request));
    preconditions.hold(request, () -> list(project, request).getBody());
    if (draft.kind() == StoredPlan.Kind.DELETE) {
      mustBeFree(draft.stack(), draft.stackName());
    }
    StoredPlan plan =
        service
            .keep(draft)
            .orElseThrow(() -> new IllegalStateException("a plan without a name was taken"));
    return made(plan);
  }

  /** That it is kept, and where. */
  ResponseEntity<KeptPlanView> made(StoredPlan plan) {
    return ResponseEntity.created(location(plan)).body(whole(plan));
  }

  private static URI location(StoredPlan plan) {
    return URI.create(
        "/v2/%s/plans/%s"
            .formatted(URLEncoder.encode(plan.project(), StandardCharsets.UTF_8), plan.id()));
  }

  /** A project's plans, the newest first. */
  @io.swagger.v3.oas.annotations.Operation(
      operationId = "listPlans",
      parameters = {
        @Parameter(
            in = ParameterIn.QUERY,
            name = "stack",
            description =
                "Of this stack alone: its name or id. By a name also those that would make such a"
                    + " stack.",
            schema = @Schema(type = "string"))
      })
  @ApiResponse(
      responseCode = "200",
      description = "A page of plans, without their steps.",
      content = @Content(schema = @Schema(implementation = KeptPlanView.Listed.class)))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such stack, and no plan that would make it.")
  @Paged
  @GetMapping
  ResponseEntity<Object> list(@PathVariable String project, HttpServletRequest request) {
    var paging = new Paging(request, "plans");
    Optional<StoredPlans.OfStack> stack =
        Query.own(request).text("stack").map(named -> stack(project, named));
    Optional<StoredPlans.Place> after = paging.after(2, PlansController::place);
    List<StoredPlan> found = plans.page(project, stack, after, paging.asked());
    stack
        .filter(one -> one.id().isEmpty() && found.isEmpty() && after.isEmpty())
        .ifPresent(
            one -> {
              throw new StackNotFoundException(one.name());
            });
    Paging.Page<StoredPlan> page =
        paging.page(found, plan -> List.of(plan.createdAt().toString(), plan.id().toString()));
    return paging.answer(
        page, new KeptPlanView.Listed(page.show(this::view), page.next().orElse(null)));
  }

  /** Of a stack that there is not yet the plans know the name, and the id it is to have. */
  private StoredPlans.OfStack stack(String project, String named) {
    return new StoredPlans.OfStack(
        stacks.find(project, named).map(found -> found.root().id()).or(() -> Uuids.read(named)),
        named);
  }

  private static Optional<StoredPlans.Place> place(List<String> parts) {
    return Optional.of(
        new StoredPlans.Place(Instant.parse(parts.get(0)), UUID.fromString(parts.get(1))));
  }

  private KeptPlanView view(StoredPlan plan) {
    return KeptPlanView.of(plan, service.staleness(plan), clock.instant(), false);
  }

  private KeptPlanView whole(StoredPlan plan) {
    return KeptPlanView.of(plan, service.staleness(plan), clock.instant(), true);
  }

  /**
   * A plan with its steps.
   *
   * @param plan the plan's id
   */
  @io.swagger.v3.oas.annotations.Operation(operationId = "showPlan")
  @GetMapping("/{plan}")
  KeptPlanView show(@PathVariable String project, @PathVariable String plan) {
    return whole(find(project, plan));
  }

  private StoredPlan find(String project, String id) {
    return Uuids.read(id)
        .flatMap(known -> plans.find(project, known))
        .orElseThrow(() -> unknown(id));
  }

  private static RefusedException unknown(String id) {
    return new RefusedException(
        Refusal.of(
            404,
            "EntityNotFound",
            "There is no plan %s; it may have expired."
                .formatted(id.length() > 100 ? id.substring(0, 100) + "…" : id)));
  }

  /**
   * Forgets a plan. What came of it stays.
   *
   * @param plan the plan's id
   */
  @io.swagger.v3.oas.annotations.Operation(
      operationId = "forgetPlan",
      parameters =
          @Parameter(
              in = ParameterIn.HEADER,
              name = "If-Match",
              description =
                  "The tag of the plan as it was read; nothing happens if it has changed.",
              schema = @Schema(type = "string")))
  @ApiResponse(responseCode = "204", description = "It is gone.")
  @DeleteMapping("/{plan}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void forget(@PathVariable String project, @PathVariable String plan, HttpServletRequest request) {
    StoredPlan kept = find(project, plan);
    preconditions.hold(request, () -> whole(kept));
    plans.remove(kept.id());
  }

  /**
   * Carries out exactly what the plan says; again, and by two at once, it is the same operation.
   * What went stale is told one by one, and nothing is begun then.
   *
   * @param plan the plan's id
   */
  @io.swagger.v3.oas.annotations.Operation(
      operationId = "applyPlan",
      parameters =
          @Parameter(
              in = ParameterIn.HEADER,
              name = "If-Match",
              description =
                  "The tag of the plan as it was read; nothing happens if it has changed, be it by"
                      + " having been applied.",
              schema = @Schema(type = "string")))
  @ApiResponse(
      responseCode = "202",
      description = "It has begun, or had begun before.",
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  @ApiResponse(responseCode = "400", description = "Something was said of it.")
  @ApiResponse(
      responseCode = "409",
      description = "The plan is stale; the diagnostics say what changed.")
  @PostMapping("/{plan}/apply")
  ResponseEntity<OperationView> apply(
      @PathVariable String project, @PathVariable String plan, HttpServletRequest request) {
    nothingIsSaid(bodies.objectIfAny(request));
    StoredPlan kept = find(project, plan);
    preconditions.hold(request, () -> whole(kept));
    try {
      OperationId begun = service.apply(kept, terms(kept));
      return views.accepted(
          operations
              .find(project, begun)
              .orElseThrow(() -> unknown(plan))); // its stack was abandoned, and it goes with it
    } catch (StalePlanException e) {
      throw new RefusedException(
          new Refusal(
              409,
              "StalePlan",
              e.getMessage() + " Make a new plan, look at it, and carry out that one.",
              e.changed(),
              KeptPlanView.texts(kept)));
    } catch (PlanTakenException e) {
      throw unknown(plan);
    }
  }

  private static void nothingIsSaid(JsonObject body) {
    if (!body.keys().isEmpty()) {
      throw new BadInputException(
          "Nothing can be said of a plan that is carried out: leave the body out.");
    }
  }

  private PlanService.Terms terms(StoredPlan plan) {
    String user = Asking.current().user();
    return new PlanService.Terms(
        true,
        revision -> revision.by(user),
        found -> {
          switch (plan.kind()) {
            case DELETE -> mustBeFree(plan.stack(), plan.stackName());
            case UPDATE, PATCH, ROLLBACK ->
                new PolicyGuard(settings).of(plan.stack()).accept(found);
            case CREATE -> {}
          }
        });
  }

  private void mustBeFree(UUID stack, String name) {
    if (settings.of(stack).terminationProtection()) {
      throw new ProtectedStackException(name);
    }
  }
}

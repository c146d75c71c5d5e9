package io.kiln.api.software;

import io.kiln.api.auth.Caller;
import io.kiln.api.http.BadInputException;
import io.kiln.api.http.JsonBody;
import io.kiln.api.http.JsonObject;
import io.kiln.api.http.Query;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.api.http.Uuids;
import io.kiln.engine.convergence.StackService;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Software deployments: listed, shown, and what a server is to run. Clients make, change and delete
 * those that they keep by hand; those of stacks are resources, and can be told how they went.
 */
@RestController
@RequestMapping("/v1/{project}/software_deployments")
final class SoftwareDeploymentsController {

  /** Heat's column for the project of a stack's user. */
  private static final int LONGEST_PROJECT = 64;

  /** Heat's words for what has come to an end. */
  private static final Set<String> ENDED = Set.of("COMPLETE", "FAILED");

  private final SoftwareStore store;
  private final StackService service;
  private final JsonBody bodies;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  SoftwareDeploymentsController(
      SoftwareStore store,
      StackService service,
      JsonBody bodies,
      InstantSource clock,
      Supplier<UUID> ids) {
    this.store = store;
    this.service = service;
    this.bodies = bodies;
    this.clock = clock;
    this.ids = ids;
  }

  /** A list. */
  record Listed(List<DeploymentView> softwareDeployments) {}

  /** One. */
  record One(DeploymentView softwareDeployment) {}

  /** What a server is to run, by the configs' names. */
  record Metadata(List<ConfigView.Whole> metadata) {}

  @GetMapping
  Listed list(@PathVariable String project, HttpServletRequest request) {
    return new Listed(
        store.deployments(project, new Query(request).text("server_id")).stream()
            .map(DeploymentView::of)
            .toList());
  }

  @GetMapping("/metadata/{server}")
  Metadata metadata(
      @PathVariable String project, @PathVariable String server, HttpServletRequest request) {
    Caller caller = Caller.of(request);
    return new Metadata(
        store.deployments(project, Optional.of(server)).stream()
            .flatMap(deployment -> store.config(project, deployment.config()).stream())
            .sorted(Comparator.comparing(KeptConfig::name))
            .map(config -> ConfigView.Whole.of(config, caller))
            .toList());
  }

  @PostMapping
  One create(@PathVariable String project, HttpServletRequest request) throws IOException {
    JsonObject body = bodies.object(request);
    String config = body.requiredText("config_id");
    mustBe(project, config);
    Optional<String> userProject = body.text("stack_user_project_id");
    if (userProject.filter(id -> id.length() > LONGEST_PROJECT).isPresent()) {
      throw new BadInputException(
          "'stack_user_project_id' is longer than %d characters.".formatted(LONGEST_PROJECT));
    }
    var deployment =
        new KeptDeployment(
            project,
            ids.get(),
            body.requiredText("server_id"),
            config,
            body.text("action"),
            body.text("status"),
            body.text("status_reason"),
            userProject,
            values(body, "input_values", Value.MapOf.EMPTY),
            Value.nothing(),
            clock.instant(),
            Optional.empty(),
            Optional.empty());
    store.put(deployment);
    return new One(DeploymentView.of(deployment));
  }

  @GetMapping("/{id}")
  One show(@PathVariable String project, @PathVariable String id) {
    return new One(DeploymentView.of(find(project, id)));
  }

  /** Changes what the body names. */
  @PutMapping("/{id}")
  One update(@PathVariable String project, @PathVariable String id, HttpServletRequest request)
      throws IOException {
    KeptDeployment before = find(project, id);
    JsonObject body = bodies.object(request);
    Optional<String> config = body.text("config_id");
    config.ifPresent(other -> mustBe(project, other));
    var after =
        new KeptDeployment(
            project,
            before.id(),
            before.server(),
            config.orElse(before.config()),
            body.text("action").or(before::action),
            body.text("status").or(before::status),
            body.text("status_reason").or(before::statusReason),
            before.userProject(),
            values(body, "input_values", before.inputs()),
            values(body, "output_values", before.outputs()),
            before.createdAt(),
            Optional.of(clock.instant()),
            before.owner());
    if (before.owner().isPresent()) {
      told(before, after, before.owner().get());
    } else {
      store.put(after);
    }
    return new One(DeploymentView.of(after));
  }

  /**
   * How a stack's deployment went is a signal to its resource, as if the server had sent it; what
   * it is, its template says.
   */
  private void told(KeptDeployment before, KeptDeployment after, KeptDeployment.Owner owner) {
    boolean other =
        !after.config().equals(before.config())
            || !after.inputs().equals(before.inputs())
            || !after.action().equals(before.action());
    String status = after.status().orElse("");
    if (other || !ENDED.contains(status)) {
      throw ofStack(owner, "say how it went with a status of COMPLETE or FAILED and output_values");
    }
    SequencedMap<String, Value> details = new LinkedHashMap<>();
    if (after.outputs() instanceof Value.MapOf outputs) {
      details.putAll(outputs.entries());
    }
    if (status.equals("FAILED")) {
      details.putIfAbsent("deploy_status_code", Value.number(1));
      after.statusReason().ifPresent(why -> details.putIfAbsent("deploy_stderr", Value.text(why)));
    }
    service.signal(before.project(), owner.stack().toString(), owner.path(), Value.map(details));
  }

  private static RefusedException ofStack(KeptDeployment.Owner owner, String instead) {
    return new RefusedException(
        Refusal.of(
            400,
            "NotSupported",
            "This deployment is the resource %s of the stack %s: %s."
                .formatted(owner.path(), owner.stack(), instead)));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String project, @PathVariable String id) {
    find(project, id)
        .owner()
        .ifPresent(
            owner -> {
              throw ofStack(owner, "take it out of the template, or delete the stack");
            });
    if (!Uuids.read(id).map(uuid -> store.forgetDeployment(project, uuid)).orElse(false)) {
      throw missing(id);
    }
  }

  private void mustBe(String project, String config) {
    if (store.config(project, config).isEmpty()) {
      throw SoftwareConfigsController.missing(config);
    }
  }

  private static Value values(JsonObject body, String key, Value otherwise) {
    body.object(key); // refuses what is none
    return body.get(key).map(map -> Json.of(map, Mark.NONE)).orElse(otherwise);
  }

  private KeptDeployment find(String project, String id) {
    return Uuids.read(id)
        .flatMap(uuid -> store.deployment(project, uuid))
        .orElseThrow(() -> missing(id));
  }

  private static RefusedException missing(String id) {
    return new RefusedException(
        Refusal.of(
            404,
            "EntityNotFound",
            "The Software Deployment (%s) could not be found.".formatted(id)));
  }
}

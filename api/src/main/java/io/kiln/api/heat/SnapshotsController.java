package io.kiln.api.heat;

import io.kiln.api.http.JsonBody;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.api.settings.PolicyGuard;
import io.kiln.engine.convergence.Asking;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.Origin;
import io.kiln.engine.convergence.SnapshotNotFoundException;
import io.kiln.engine.convergence.SnapshotRecord;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.StackService;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.planning.Status;
import io.kiln.templates.document.Template;
import io.kiln.templates.model.StackSource;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes, shows and deletes snapshots of a stack, and brings it back to one. */
@RestController
@RequestMapping("/v1/{project}/stacks/{name}/{id:[0-9a-fA-F-]{36}}/snapshots")
final class SnapshotsController {

  private final StackReader reader;
  private final StackService service;
  private final Stacks stacks;
  private final JsonBody bodies;
  private final PolicyGuard guard;

  SnapshotsController(
      StackReader reader, StackService service, Stacks stacks, JsonBody bodies, PolicyGuard guard) {
    this.reader = reader;
    this.service = service;
    this.stacks = stacks;
    this.bodies = bodies;
    this.guard = guard;
  }

  @PostMapping
  SnapshotView take(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      HttpServletRequest request)
      throws IOException {
    StackRecord stack = reader.get(project, name, id);
    String called = bodies.objectIfAny(request).text("name").orElse("");
    return view(stack, service.snapshot(project, stack.id().toString(), called));
  }

  @GetMapping
  SnapshotView.Listed list(
      @PathVariable String project, @PathVariable String name, @PathVariable String id) {
    StackRecord stack = reader.get(project, name, id);
    return new SnapshotView.Listed(
        stacks.snapshots(stack.id()).stream().map(snapshot -> view(stack, snapshot)).toList());
  }

  @GetMapping("/{snapshot}")
  SnapshotView.Envelope show(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      @PathVariable String snapshot) {
    StackRecord stack = reader.get(project, name, id);
    return new SnapshotView.Envelope(view(stack, find(stack, snapshot)));
  }

  @DeleteMapping("/{snapshot}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      @PathVariable String snapshot) {
    StackRecord stack = reader.get(project, name, id);
    SnapshotRecord found = find(stack, snapshot);
    if (found.status() == Status.IN_PROGRESS) {
      throw notSupported("Deleting in-progress snapshot"); // Heat's words
    }
    stacks.forgetSnapshot(stack.id(), found.id());
  }

  /** An update towards the revision the snapshot was taken of, from what really exists. */
  @PostMapping("/{snapshot}/restore")
  @ResponseStatus(HttpStatus.ACCEPTED)
  StackController.Accepted restore(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      @PathVariable String snapshot) {
    StackRecord stack = reader.get(project, name, id);
    SnapshotRecord found = find(stack, snapshot);
    if (found.status() != Status.COMPLETE) {
      throw notSupported("Restoring from a snapshot that is " + found.status());
    }
    StackSource source = stacks.source(stack.id(), found.revision());
    NewRevision again =
        new NewRevision(
                source,
                stack.disableRollback(),
                stack.timeout(),
                stack.tags(),
                Texts.template(source).map(Template::description).orElse(""),
                Asking.current().user())
            .because(Origin.restore(found.revision()));
    StackCommands.explained(
        source, () -> service.update(project, stack.id().toString(), again, guard.of(stack.id())));
    return StackController.Accepted.ACCEPTED;
  }

  private SnapshotRecord find(StackRecord stack, String snapshot) {
    return stacks.snapshots(stack.id()).stream()
        .filter(found -> found.id().toString().equals(snapshot))
        .findFirst()
        .orElseThrow(() -> new SnapshotNotFoundException(snapshot, stack.name()));
  }

  private SnapshotView view(StackRecord stack, SnapshotRecord snapshot) {
    return SnapshotView.of(stack, snapshot, revision -> stacks.source(stack.id(), revision));
  }

  private static RefusedException notSupported(String what) {
    return new RefusedException(Refusal.of(400, "NotSupported", what + " is not supported."));
  }
}

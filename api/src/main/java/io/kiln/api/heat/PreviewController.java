package io.kiln.api.heat;

import io.kiln.api.http.JsonBody;
import io.kiln.api.http.Query;
import io.kiln.api.http.Times;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.planning.Plan;
import io.kiln.templates.model.Frame;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a create would make, and what an update would do. Nothing is written. */
@RestController
final class PreviewController {

  private static final String PREVIEW = "/v1/{project}/stacks/{name}/{id:[0-9a-fA-F-]{36}}/preview";

  private final StackCommands commands;
  private final StackReader reader;
  private final JsonBody bodies;
  private final InstantSource clock;

  PreviewController(
      StackCommands commands, StackReader reader, JsonBody bodies, InstantSource clock) {
    this.commands = commands;
    this.reader = reader;
    this.bodies = bodies;
    this.clock = clock;
  }

  /** What a create would make. */
  record Made(StackPreview stack) {}

  @PostMapping("/v1/{project}/stacks/preview")
  Made create(@PathVariable String project, HttpServletRequest request) throws IOException {
    StackRequest wanted = StackRequest.of(bodies.object(request));
    Frame frame = commands.previewCreate(project, wanted);
    return new Made(
        StackPreview.of(
            project, wanted, frame, Links.of(request, project), Times.of(clock.instant())));
  }

  /** The answer. */
  record Preview(ChangesView resourceChanges) {}

  @PutMapping(PREVIEW)
  Preview update(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      HttpServletRequest request)
      throws IOException {
    StackRecord stack = reader.get(project, name, id);
    StackRequest wanted = StackRequest.of(bodies.object(request));
    return preview(stack, commands.plan(project, id, wanted), request);
  }

  @PatchMapping(PREVIEW)
  Preview patch(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      HttpServletRequest request)
      throws IOException {
    StackRecord stack = reader.get(project, name, id);
    StackRequest wanted = StackRequest.of(bodies.object(request));
    return preview(stack, commands.planPatch(project, id, wanted), request);
  }

  private Preview preview(StackRecord stack, Plan plan, HttpServletRequest request) {
    boolean nested = new Query(request).bool("show_nested", false);
    return new Preview(ChangesView.of(plan, reader.tree(stack), nested));
  }
}

package io.kiln.api.heat;

import io.kiln.api.http.JsonBody;
import io.kiln.api.http.Query;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.reading.SeenStack;
import io.kiln.templates.model.Frame;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Makes, shows, changes and deletes one stack. */
@RestController
final class StackController {

  private static final String STACK = "/v1/{project}/stacks/{name}/{id:[0-9a-fA-F-]{36}}";

  private final StackCommands commands;
  private final StackReader reader;
  private final JsonBody bodies;

  StackController(StackCommands commands, StackReader reader, JsonBody bodies) {
    this.commands = commands;
    this.reader = reader;
    this.bodies = bodies;
  }

  /** A stack, in whatever detail. */
  record Envelope<T>(T stack) {}

  /** What Heat says to an update it took on. */
  record Accepted(String message, String code, String title) {
    static final Accepted ACCEPTED =
        new Accepted(
            "The request is accepted for processing.<br /><br />\n\n\n",
            "202 Accepted",
            "Accepted");
  }

  @PostMapping("/v1/{project}/stacks")
  ResponseEntity<Envelope<StackView.Created>> create(
      @PathVariable String project, HttpServletRequest request) throws IOException {
    StackRecord made = commands.create(project, StackRequest.of(bodies.object(request)));
    Links links = Links.of(request, project);
    return ResponseEntity.created(URI.create(links.stack(made.name(), made.id())))
        .body(new Envelope<>(StackView.Created.of(made, links)));
  }

  @GetMapping(STACK)
  Envelope<StackView.Full> show(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      HttpServletRequest request) {
    SeenStack stack = reader.see(project, name, id);
    boolean outputs = new Query(request).bool("resolve_outputs", true);
    return new Envelope<>(
        StackView.Full.of(
            stack,
            reader.frame(stack).map(Frame::description).orElse(""),
            Links.of(request, project),
            reader.parameters(stack),
            outputs ? OutputView.all(reader.given(stack), reader.outputs(stack)) : null,
            null));
  }

  @PutMapping(STACK)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Accepted update(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      HttpServletRequest request)
      throws IOException {
    commands.replace(reader.get(project, name, id), StackRequest.of(bodies.object(request)));
    return Accepted.ACCEPTED;
  }

  @PatchMapping(STACK)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Accepted patch(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      HttpServletRequest request)
      throws IOException {
    commands.patch(reader.get(project, name, id), StackRequest.of(bodies.object(request)));
    return Accepted.ACCEPTED;
  }

  @DeleteMapping(STACK)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String project, @PathVariable String name, @PathVariable String id) {
    commands.delete(reader.get(project, name, id));
  }
}

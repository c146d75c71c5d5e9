package io.kiln.api.heat;

import io.kiln.api.http.JsonBody;
import io.kiln.api.http.Shown;
import io.kiln.engine.convergence.ResourceNotFoundException;
import io.kiln.engine.convergence.StackNotFoundException;
import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.reading.SeenStack;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Takes signals to resources: Heat's own way, and the two by which CloudFormation's tools inside of
 * machines do it. Whatever way one comes, it is stored when it is answered.
 */
@RestController
final class SignalsController {

  private static final String ARN_PROJECT = "arn:openstack:heat::{project}:stacks";

  private final StackCommands commands;
  private final StackReader reader;
  private final JsonBody bodies;

  SignalsController(StackCommands commands, StackReader reader, JsonBody bodies) {
    this.commands = commands;
    this.reader = reader;
    this.bodies = bodies;
  }

  /** Any JSON or nothing. Answers null, as Heat does. */
  @PostMapping("/v1/{project}/stacks/{name}/{id:[0-9a-fA-F-]{36}}/resources/{resource}/signal")
  @ResponseStatus(HttpStatus.OK)
  JsonNode signal(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      @PathVariable String resource,
      HttpServletRequest request)
      throws IOException {
    take(project, name, id, resource, request);
    return NullNode.instance;
  }

  /** As from cfn-signal: answers with what the handle has by now. */
  @RequestMapping(
      path = "/v1/waitcondition/" + ARN_PROJECT + "/{name}/{id}/resources/{resource}",
      method = {RequestMethod.PUT, RequestMethod.POST})
  Map<String, @Nullable Object> waitCondition(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      @PathVariable String resource,
      HttpServletRequest request)
      throws IOException {
    take(project, name, id, resource, request);
    ResourceState row = reader.resource(reader.see(project, name, id), resource).row();
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("resource", resource);
    answer.put("metadata", Shown.masked(row.told()));
    return answer;
  }

  /** As from an alarm. */
  @RequestMapping(
      path = "/v1/signal/" + ARN_PROJECT + "/{name}/{id}/resources/{resource}",
      method = {RequestMethod.PUT, RequestMethod.POST})
  JsonNode alarm(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      @PathVariable String resource,
      HttpServletRequest request)
      throws IOException {
    return signal(project, name, id, resource, request);
  }

  private void take(
      String project, String name, String id, String resource, HttpServletRequest request)
      throws IOException {
    SeenStack stack = reader.see(project, name, id);
    if (stack.root().deletedAt().isPresent()) {
      throw new StackNotFoundException(name);
    }
    String meant = request.getParameter("resource");
    if (meant != null && !reader.resource(stack, resource).row().id().toString().equals(meant)) {
      throw new ResourceNotFoundException(resource, name);
    }
    JsonNode body = bodies.any(request);
    Value details = body.isNull() ? Value.nothing() : Json.of(body, Mark.NONE);
    commands.signal(stack.root(), stack.path(resource), details);
  }
}

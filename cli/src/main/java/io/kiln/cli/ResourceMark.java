package io.kiln.cli;

import io.kiln.cli.http.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code resource mark-unhealthy}. */
@Command(
    name = "mark-unhealthy",
    header = "Say that a resource is broken: the next update replaces it.",
    customSynopsis = {
      "kiln resource mark-unhealthy web db 'the disk is gone'",
      "       kiln resource mark-unhealthy web db --reset    it is well after all"
    })
final class ResourceMark extends ServerVerb {
  @Parameters(index = "0", paramLabel = "STACK", description = "Name or id.")
  private String stack = "";

  @Parameters(
      index = "1",
      paramLabel = "RESOURCE",
      description = "Its name in the template, or its physical id.")
  private String resource = "";

  @Parameters(index = "2", arity = "0..1", paramLabel = "REASON", description = "Why.")
  private String reason = "";

  @Option(names = "--reset", description = "It is well after all.")
  private boolean reset;

  ResourceMark(Session session) {
    super(session);
  }

  @Override
  int ask(Api api) {
    var body = session.json().createObjectNode().put("mark_unhealthy", !reset);
    body.put("resource_status_reason", reason);
    api.send("PATCH", api.endpoint().v1("stacks", stack, "resources", resource), body);
    return Exit.OK;
  }
}

package io.kiln.cli;

import io.kiln.cli.http.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code resource show}. */
@Command(
    name = "show",
    header = "Show one resource with its attributes.",
    customSynopsis = {"kiln resource show web db", "       kiln resource show web db -f json"})
final class ResourceShow extends ServerVerb {
  @Parameters(index = "0", paramLabel = "STACK", description = "Name or id.")
  private String stack = "";

  @Parameters(index = "1", paramLabel = "RESOURCE", description = "Its name in the template.")
  private String resource = "";

  @Mixin private OutputOptions output = new OutputOptions();

  ResourceShow(Session session) {
    super(session);
  }

  @Override
  int ask(Api api) {
    var shown = api.get(api.endpoint().v1("stacks", stack, "resources", resource));
    if (shown.path("resource") instanceof ObjectNode fields) {
      output.printer(session).fields(fields);
    }
    return Exit.OK;
  }
}

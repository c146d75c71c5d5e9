package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.text.Printer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code stack show}. */
@Command(
    name = "show",
    header = "Show one stack: status, parameters, outputs.",
    customSynopsis = {"kiln stack show web", "       kiln stack show web -c stack_status -f value"})
final class StackShow extends ServerVerb {
  @Parameters(paramLabel = "STACK", description = "Name or id.")
  private String name = "";

  @Mixin private OutputOptions output = new OutputOptions();

  StackShow(Session session) {
    super(session);
  }

  @Override
  int ask(Api api) {
    print(api, output.printer(session), name);
    return Exit.OK;
  }

  static void print(Api api, Printer printer, String name) {
    if (api.get(api.endpoint().v1("stacks", name)).path("stack") instanceof ObjectNode stack) {
      printer.fields(stack);
    }
  }
}

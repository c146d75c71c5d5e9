package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.text.Printer;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code output list}. */
@Command(
    name = "list",
    header = "List the outputs of a stack.",
    customSynopsis = "kiln output list web")
final class OutputList extends ServerVerb {
  private static final List<String> KEYS = List.of("output_key", "description");

  @Parameters(paramLabel = "STACK", description = "Name or id.")
  private String name = "";

  @Mixin private OutputOptions output = new OutputOptions();

  OutputList(Session session) {
    super(session);
  }

  @Override
  int ask(Api api) {
    var list = api.get(api.endpoint().v1("stacks", name, "outputs")).path("outputs");
    output.printer(session).rows(KEYS, Printer.pick(list, KEYS));
    return Exit.OK;
  }
}

package io.kiln.cli;

import io.kiln.cli.text.Printer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code output list}. */
@Command(
    name = "list",
    header = "List the outputs of a stack.",
    customSynopsis = "kiln output list web")
final class OutputList implements Callable<Integer> {
  private static final List<String> KEYS = List.of("output_key", "description");

  private final Session session;

  @Parameters(paramLabel = "STACK", description = "Name or id.")
  private String name = "";

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  OutputList(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (var api = server.open(session)) {
      var list = api.get(api.endpoint().v1("stacks", name, "outputs")).path("outputs");
      output.printer(session).rows(KEYS, Printer.pick(list, KEYS));
    }
    return Exit.OK;
  }
}

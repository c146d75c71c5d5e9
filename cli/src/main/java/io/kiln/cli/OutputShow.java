package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.text.Format;
import io.kiln.cli.text.Printer;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code output show}. */
@Command(
    name = "show",
    header = "Show an output of a stack, or all of them.",
    customSynopsis = {
      "kiln output show web url -f value        # the value alone",
      "       kiln output show web --all -f json"
    })
final class OutputShow extends ServerVerb {
  private static final List<String> KEYS = List.of("output_key", "output_value", "description");

  @Parameters(index = "0", paramLabel = "STACK", description = "Name or id.")
  private String stack = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "OUTPUT", description = "Its key.")
  private String key = "";

  @Option(names = "--all", description = "Every output.")
  private boolean all;

  @Mixin private OutputOptions output = new OutputOptions();

  OutputShow(Session session) {
    super(session);
  }

  @Override
  void check() {
    if (all == !key.isEmpty()) {
      throw new Refusal(Exit.USAGE, "name one OUTPUT, or --all");
    }
  }

  @Override
  int ask(Api api) {
    var printer = output.printer(session);
    if (all) {
      var shown = api.get(api.endpoint().v1("stacks", stack)).path("stack");
      printer.rows(KEYS, Printer.pick(shown.path("outputs"), KEYS));
    } else {
      one(printer, api.get(api.endpoint().v1("stacks", stack, "outputs", key)).path("output"));
    }
    return Exit.OK;
  }

  private void one(Printer printer, JsonNode found) {
    if (found.has("output_error")) {
      session.terminal().error(found.path("output_error").asString(""));
    }
    if (printer.format() == Format.value) {
      printer.bare(found.path("output_value"));
    } else if (found instanceof ObjectNode fields) {
      printer.fields(fields);
    }
  }
}

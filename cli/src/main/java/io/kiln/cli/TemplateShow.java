package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.text.Format;
import io.kiln.cli.text.Printer;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code template show}. */
@Command(
    name = "show",
    header = "Print the template of a stack (YAML, or -f json).",
    customSynopsis = "kiln template show web > web.yaml")
final class TemplateShow extends ServerVerb {
  @Parameters(paramLabel = "STACK", description = "Name or id.")
  private String name = "";

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "yaml (default) or json.")
  private Format format = Format.yaml;

  TemplateShow(Session session) {
    super(session);
  }

  @Override
  int ask(Api api) {
    new Printer(session.terminal(), session.json(), format, List.of())
        .document(api.get(api.endpoint().v1("stacks", name, "template")));
    return Exit.OK;
  }
}

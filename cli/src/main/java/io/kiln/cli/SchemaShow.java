package io.kiln.cli;

import io.kiln.lint.Schemas;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code schema}: for editors. */
@Command(
    name = "schema",
    header = "Print the JSON Schema of templates or environments, for editors.",
    customSynopsis = {
      "kiln schema template >hot.schema.json",
      "       kiln schema environment >environment.schema.json"
    },
    footer = {
      "",
      "An editor with a YAML language server completes and checks a file that begins with",
      "  # yaml-language-server: $schema=hot.schema.json"
    })
final class SchemaShow implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "KIND",
      description = "template (Heat's own format), cloudformation or environment.")
  private Schemas kind = Schemas.template;

  SchemaShow(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.terminal().out().print(kind.text());
    return Exit.OK;
  }
}

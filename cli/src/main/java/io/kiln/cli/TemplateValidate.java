package io.kiln.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

/** {@code template validate}. */
@Command(
    name = "validate",
    header = "Check a template, and show its parameters.",
    customSynopsis = {
      "kiln template validate -t web.yaml -e prod.yaml",
      "       kiln template-validate -f web.yaml"
    })
final class TemplateValidate implements Callable<Integer> {
  private final Session session;
  @Mixin private TemplateOptions template = new TemplateOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  TemplateValidate(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var file = template.template(session);
    if (file.isEmpty()) {
      throw new Refusal(Exit.USAGE, "which template? -t FILE");
    }
    var body = template.body(session, file);
    try (var api = server.open(session)) {
      var uri = api.endpoint().v1("validate");
      if (api.send("POST", uri, body) instanceof ObjectNode fields) {
        template.printer(session).fields(fields);
      }
    }
    return Exit.OK;
  }
}

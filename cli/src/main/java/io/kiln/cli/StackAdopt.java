package io.kiln.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** {@code stack adopt}. */
@Command(
    name = "adopt",
    header = "Take over a stack that exists already, as an export describes it.",
    customSynopsis = {
      "kiln stack adopt web --adopt-file web.json --wait             # as it was",
      "       kiln stack adopt web --adopt-file web.json -t web.yaml -e prod.yaml"
    })
final class StackAdopt implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "NAME", description = "What the stack is to be called.")
  private String name = "";

  @Option(
      names = "--adopt-file",
      required = true,
      paramLabel = "FILE",
      description = "What `kiln stack export` or `abandon` wrote.")
  private String file = "";

  @Mixin private TemplateOptions template = new TemplateOptions();
  @Mixin private StackOptions options = new StackOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  StackAdopt(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var document = document();
    var given = template.template(session);
    var body = template.body(session, given);
    if (given.isEmpty()) {
      body.set("template", document.path("template"));
      body.set("files", document.path("files"));
      body.set("environment", document.path("environment"));
    }
    body.put("stack_name", name);
    body.put("adopt_stack_data", session.json().writeValueAsString(document));
    options.put(body, true);
    try (var api = server.open(session)) {
      api.send("POST", api.endpoint().v1("stacks"), body);
      var code = options.finish(session, api, name, "");
      StackShow.print(api, template.printer(session), name);
      return code;
    }
  }

  private JsonNode document() {
    try {
      return session.json().readTree(Files.readString(session.directory().resolve(file)));
    } catch (IOException | JacksonException e) {
      var refusal = new Refusal(Exit.USAGE, file + " cannot be read as an exported stack");
      refusal.addSuppressed(e);
      throw refusal;
    }
  }
}

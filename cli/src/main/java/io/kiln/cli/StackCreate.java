package io.kiln.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stack create}. */
@Command(
    name = "create",
    header = "Create a stack.",
    customSynopsis = {
      "kiln stack create web -t web.yaml --wait",
      "       kiln stack create web -t web.yaml -e prod.yaml -P image=nginx:1 --enable-rollback",
      "       kiln stack create web -t web.yaml --dry-run"
    })
final class StackCreate implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "NAME", description = "What the stack is to be called.")
  private String name = "";

  @Mixin private TemplateOptions template = new TemplateOptions();
  @Mixin private StackOptions options = new StackOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = {"--dry-run", "--preview"},
      description = "Show the plan; change nothing.")
  private boolean dryRun;

  StackCreate(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var file = template.template(session);
    if (file.isEmpty()) {
      throw new Refusal(Exit.USAGE, "a new stack needs a template: -t FILE");
    }
    var body = template.body(session, file);
    body.put("stack_name", name);
    options.put(body, true);
    try (var api = server.open(session)) {
      if (dryRun) {
        return Plans.show(session, template.printer(session), Plans.fetch(api, body));
      }
      api.send("POST", api.endpoint().v1("stacks"), body);
      var code = options.finish(session, api, name, "");
      StackOptions.show(api, template.printer(session), name);
      return code;
    }
  }
}

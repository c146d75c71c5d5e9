package io.kiln.cli;

import io.kiln.cli.text.PlanText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stack preview}. */
@Command(
    name = "preview",
    header = "Show what a create, an update or a delete would do, and why; change nothing.",
    customSynopsis = {
      "kiln stack preview web -t web.yaml -P image=nginx:2",
      "       kiln stack preview web --existing -P image=nginx:2   # the rest stays as it is",
      "       kiln stack preview web -t web.yaml --format json",
      "       kiln stack preview web --delete"
    })
final class StackPreview implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "NAME", description = "A stack there is (an update), or a new name.")
  private String name = "";

  @Mixin private TemplateOptions template = new TemplateOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = {"--existing", "-x"},
      description = "Keep the stack's template, environment and parameters where none is given.")
  private boolean existing;

  @Option(names = "--delete", description = "The plan of deleting the stack.")
  private boolean delete;

  @Option(
      names = "--detailed-exitcode",
      description = "Exit 2 when anything would change, 0 when nothing would.")
  private boolean detailed;

  StackPreview(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var file = template.template(session);
    if (file.isEmpty() && !delete && !existing) {
      throw new Refusal(
          Exit.USAGE, "a preview needs a template: -t FILE (or --existing, --delete)");
    }
    var body = template.body(session, file);
    body.put("stack_name", name);
    try (var api = server.open(session)) {
      var plan =
          delete
              ? Plans.fetchDelete(api, body)
              : existing ? Plans.fetchExisting(api, body) : Plans.fetch(api, body);
      Plans.show(session, template.printer(session), plan);
      return detailed && !PlanText.isEmpty(plan) ? Exit.CHANGES : Exit.OK;
    }
  }
}

package io.kiln.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stack update}. */
@Command(
    name = "update",
    header = "Change a stack to what a template says.",
    customSynopsis = {
      "kiln stack update web -t web.yaml -P image=nginx:2 --wait",
      "       kiln stack update web --existing -P image=nginx:2    # the rest stays as it is",
      "       kiln stack update web -t web.yaml --dry-run",
      "       kiln stack update web -t web.yaml --moved frontend=web   # renamed, not replaced",
      "       kiln stack update web --existing --converge --wait       # puts right what drifted"
    })
final class StackUpdate implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "STACK", description = "Name or id.")
  private String name = "";

  @Mixin private TemplateOptions template = new TemplateOptions();
  @Mixin private StackOptions options = new StackOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = {"--existing", "-x"},
      description = "Keep the stack's template, environment and parameters where none is given.")
  private boolean existing;

  @Option(
      names = "--clear-parameter",
      paramLabel = "NAME",
      description = "With --existing: forget this parameter's value; may be repeated.")
  private List<String> cleared = new ArrayList<>();

  @Option(
      names = "--moved",
      paramLabel = "OLD=NEW",
      description = "The template calls resource OLD by the name NEW now; may be repeated.")
  private Map<String, String> moved = new LinkedHashMap<>();

  @Option(
      names = "--converge",
      description = "Look at what is really there, and put right what somebody changed by hand.")
  private boolean converge;

  @Option(
      names = {"--dry-run", "--preview"},
      description = "Show the plan; change nothing.")
  private boolean dryRun;

  StackUpdate(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var file = template.template(session);
    if (file.isEmpty() && !existing) {
      throw new Refusal(
          Exit.USAGE,
          "an update needs a template (-t FILE), or --existing to keep the stack's own");
    }
    var body = template.body(session, file);
    options.put(body, false);
    if (!cleared.isEmpty()) {
      var list = body.putArray("clear_parameters");
      cleared.forEach(list::add);
    }
    if (!moved.isEmpty()) {
      var names = body.putObject("moved");
      moved.forEach(names::put);
    }
    if (converge) {
      body.put("converge", true);
    }
    try (var api = server.open(session)) {
      if (dryRun) {
        body.put("stack_name", name);
        var plan = existing ? Plans.fetchExisting(api, body) : Plans.fetch(api, body);
        return Plans.show(session, template.printer(session), plan);
      }
      var after = options.position(api, name);
      api.send(existing ? "PATCH" : "PUT", api.endpoint().v1("stacks", name), body);
      var code = options.finish(session, api, name, after);
      StackOptions.show(api, template.printer(session), name);
      return code;
    }
  }
}

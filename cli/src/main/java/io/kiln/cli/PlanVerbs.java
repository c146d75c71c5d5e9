package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.http.ServerError;
import io.kiln.cli.text.Format;
import io.kiln.cli.text.PlanText;
import io.kiln.cli.text.Printer;
import io.kiln.cli.text.Terminal;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code stack plan}, {@code plan …} and {@code apply}: plans that the server keeps. */
final class PlanVerbs {
  private static final List<String> KEYS =
      List.of("id", "stack", "kind", "state", "author", "created_at", "expires_at", "operation");

  private PlanVerbs() {}

  /** {@code stack plan}. */
  @Command(
      name = "plan",
      header = "Make a plan that is kept, for `kiln apply`; change nothing else.",
      customSynopsis = {
        "kiln stack plan web -t web.yaml -P image=nginx:2",
        "       kiln stack plan web --existing -P image=nginx:2",
        "       kiln stack plan web --delete",
        "       kiln stack plan web --rollback-to 3"
      })
  static final class Make extends ServerVerb {
    @Parameters(paramLabel = "NAME", description = "A stack there is (an update), or a new name.")
    private String name = "";

    @Mixin private TemplateOptions template = new TemplateOptions();

    @Option(
        names = {"--existing", "-x"},
        description = "Keep the stack's template, environment and parameters where none is given.")
    private boolean existing;

    @Option(names = "--delete", description = "The plan of deleting the stack.")
    private boolean delete;

    @Option(
        names = "--rollback-to",
        paramLabel = "REVISION",
        description = "The plan of going back to this revision; 0 for the last that was reached.")
    private int back = -1;

    @Option(
        names = {"--enable-rollback", "-r"},
        description = "Go back to the last good state when carrying it out fails.")
    private boolean rollback;

    @Option(
        names = "--expires",
        paramLabel = "MINUTES",
        description = "How long it can be carried out; a day when nothing is said.")
    private int expires;

    Make(Session session) {
      super(session);
    }

    @Override
    void check() {
      if (template.template(session).isEmpty() && !delete && !existing && back < 0) {
        throw new Refusal(
            Exit.USAGE,
            "a plan needs a template: -t FILE (or --existing, --delete, --rollback-to)");
      }
    }

    @Override
    int ask(Api api) {
      var body = template.body(session, template.template(session));
      body.put("stack_name", name);
      if (delete) {
        body.put("kind", "delete");
      } else if (back >= 0) {
        body.put("kind", "rollback");
        if (back > 0) {
          body.put("to", back);
        }
      } else if (existing) {
        body.put("kind", "patch");
      }
      if (rollback) {
        body.put("disable_rollback", false);
      }
      if (expires > 0) {
        body.put("expires_in_minutes", expires);
      }
      var kept = Plans.keep(api, body);
      show(session, template.printer(session), kept);
      return Exit.OK;
    }
  }

  /** The plan goes to stdout, with how to go on. */
  private static void show(Session session, Printer printer, JsonNode kept) {
    if (printer.format() == Format.json || printer.format() == Format.yaml) {
      printer.document(kept);
      return;
    }
    var terminal = session.terminal();
    PlanText.lines(kept.path("plan"), terminal, session.json()).forEach(terminal::print);
    terminal.print("");
    var id = Terminal.clean(kept.path("id").asString(""));
    var state = kept.path("state").asString("");
    terminal.print(
        state.equals("ready")
            ? "Plan %s, until %s. Carry it out: kiln apply %s"
                .formatted(id, Terminal.clean(kept.path("expires_at").asString("it is stale")), id)
            : "Plan %s is %s%s"
                .formatted(
                    id,
                    Terminal.clean(state),
                    kept.path("stale").isString()
                        ? ": " + Terminal.clean(kept.path("stale").asString())
                        : ""));
  }

  /** {@code plan list}. */
  @Command(
      name = "list",
      header = "List the plans that are kept, the newest first.",
      customSynopsis = {"kiln plan list", "       kiln plan list --stack web"})
  static final class Listing extends KeptList {
    Listing(Session session) {
      super(session, "plans", KEYS);
    }
  }

  /** {@code plan show}. */
  @Command(
      name = "show",
      header = "Show a plan that is kept.",
      customSynopsis = "kiln plan show ID")
  static final class Show extends ServerVerb {
    @Parameters(paramLabel = "ID", description = "Of the plan.")
    private String id = "";

    @Mixin private OutputOptions output = new OutputOptions();

    Show(Session session) {
      super(session);
    }

    @Override
    int ask(Api api) {
      show(session, output.printer(session), api.get(api.endpoint().v2("plans", id)));
      return Exit.OK;
    }
  }

  /** {@code plan delete}. */
  @Command(
      name = "delete",
      header = "Forget a plan; what came of it stays.",
      customSynopsis = "kiln plan delete ID")
  static final class Delete extends ServerVerb {
    @Parameters(paramLabel = "ID", description = "Of the plan.")
    private String id = "";

    Delete(Session session) {
      super(session);
    }

    @Override
    int ask(Api api) {
      Plans.forget(api, id);
      return Exit.OK;
    }
  }

  /** {@code apply}. */
  @Command(
      name = "apply",
      header = "Carry out a plan exactly as it was shown, or say what changed since.",
      description = {
        "",
        "Nothing is done when the stack, what really is there, or the hosts changed in a way that"
            + " something else would happen. A plan is carried out once: again, and it tells of"
            + " the same operation.",
        ""
      },
      customSynopsis = {"kiln apply PLAN --wait", "       kiln apply PLAN"})
  static final class Apply extends ServerVerb {
    @Parameters(paramLabel = "PLAN", description = "The id that `kiln stack plan` printed.")
    private String id = "";

    @Option(names = "--wait", description = "Show events until the stack has settled.")
    private boolean wait;

    Apply(Session session) {
      super(session);
    }

    private JsonNode begun(Api api) {
      try {
        return Plans.apply(api, id);
      } catch (ServerError error) {
        if (error.status() != 409 || !error.hasFindings()) {
          throw error;
        }
        throw api.find(api.endpoint().v2("plans", id))
            .map(stale -> error.withHelp("a fresh plan: " + again(stale)))
            .orElse(error);
      }
    }

    /** The command that makes such a plan. */
    private static String again(JsonNode plan) {
      return "kiln stack plan %s %s"
          .formatted(
              Terminal.clean(plan.path("stack").asString("")),
              switch (plan.path("kind").asString("")) {
                case "delete" -> "--delete";
                case "rollback" -> "--rollback-to REVISION";
                case "patch" -> "--existing (and what is to change)";
                default -> "-t FILE (and what else it was made of)";
              });
    }

    @Override
    int ask(Api api) {
      var stack = wait ? api.get(api.endpoint().v2("plans", id)).path("stack").asString("") : "";
      var after = wait ? Watch.position(api, stack) : "";
      var operation = begun(api);
      session.terminal().say("Operation " + Terminal.clean(operation.path("id").asString("")));
      if (!wait) {
        return Exit.OK;
      }
      return Watch.report(
          session, stack, new Watch(session, api, stack).untilSettled(after, Duration.ZERO));
    }
  }
}

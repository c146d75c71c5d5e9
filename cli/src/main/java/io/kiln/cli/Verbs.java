package io.kiln.cli;

import io.kiln.cli.files.UnreadableFile;
import io.kiln.cli.http.ServerError;
import io.kiln.cli.http.Unreachable;
import io.kiln.cli.local.LocalServer;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** The tree of verbs: {@code noun verb}, and the spellings of the clients people come from. */
final class Verbs {
  private static final int HELP_WIDTH = 100;
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]+");

  private Verbs() {}

  static CommandLine commandLine(Session session) {
    var root = new CommandLine(new Root());
    root.addSubcommand("up", new Up(session));
    root.addSubcommand("down", new Down(session));
    root.addSubcommand("lint", new Lint(session));
    root.addSubcommand("search", new Search(session));
    root.addSubcommand("schema", new SchemaShow(session));
    root.addSubcommand("stack", stack(session));
    root.addSubcommand("apply", new PlanVerbs.Apply(session));
    root.addSubcommand(
        "plan",
        group("Plans that are kept", "list", new PlanVerbs.Listing(session))
            .addSubcommand("show", new PlanVerbs.Show(session))
            .addSubcommand("delete", new PlanVerbs.Delete(session)));
    root.addSubcommand(
        "operation",
        group("What was begun", "list", new OperationVerbs.Listing(session))
            .addSubcommand("show", new OperationVerbs.Show(session))
            .addSubcommand("cancel", new OperationVerbs.Cancel(session)));
    root.addSubcommand("resource", resource(session));
    root.addSubcommand("event", event(session));
    root.addSubcommand("output", output(session));
    root.addSubcommand("template", template(session));
    root.addSubcommand(
        "host",
        group("Hosts", "list", new HostList(session))
            .addSubcommand("delete", new HostDelete(session)));
    root.addSubcommand("role", group("Roles of hosts", "list", new RoleList(session)));
    root.addSubcommand(
        "audit",
        group("Who did what", "list", new AuditVerbs.Listing(session))
            .addSubcommand("verify", new AuditVerbs.Verify(session)));
    root.addSubcommand(
        "token",
        group("Entries of a server's token file", "new", new TokenVerbs.New(session))
            .addSubcommand("password", new TokenVerbs.Password(session)));
    oldSpellings(session).forEach((name, verb) -> root.addSubcommand(name, hidden(verb)));
    withHelp(root);
    root.registerConverter(int.class, text -> whole(text, Integer::valueOf, Integer.MAX_VALUE));
    root.registerConverter(long.class, text -> whole(text, Long::valueOf, Long.MAX_VALUE));
    root.setExecutionStrategy(
        asked -> {
          nothingIsEmpty(asked);
          return new CommandLine.RunLast().execute(asked);
        });
    root.setOut(new PrintWriter(session.terminal().out(), true, StandardCharsets.UTF_8));
    root.setErr(new PrintWriter(session.terminal().err(), true, StandardCharsets.UTF_8));
    root.setColorScheme(
        CommandLine.Help.defaultColorScheme(session.terminal().colour() ? Ansi.ON : Ansi.OFF));
    root.setParameterExceptionHandler(
        (wrong, _) -> {
          session.terminal().error(wrong.getMessage());
          CommandLine.UnmatchedArgumentException.printSuggestions(
              wrong, wrong.getCommandLine().getErr());
          session
              .terminal()
              .say("See: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
          return wrong.getCommandLine().getCommand() instanceof Lint ? Lint.BAD_CALL : Exit.USAGE;
        });
    root.setExecutionExceptionHandler((failure, _, _) -> explain(session, failure));
    return root;
  }

  private static void withHelp(CommandLine line) {
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
    line.setUsageHelpWidth(HELP_WIDTH);
    line.getSubcommands().values().stream().distinct().forEach(Verbs::withHelp);
  }

  private static <T> T whole(String text, Function<String, T> number, long most) {
    try {
      return number.apply(text);
    } catch (NumberFormatException wrong) {
      throw new CommandLine.TypeConversionException(
          !WHOLE_NUMBER.matcher(text).matches()
              ? "it must be a whole number, such as 20, not '%s'".formatted(text)
              : text.startsWith("-")
                  ? "it must be at least %d, not %s".formatted(-most, text)
                  : "it must be at most %d, not %s".formatted(most, text));
    }
  }

  /** An empty name is a variable of the shell that was not set: it must not mean something else. */
  private static void nothingIsEmpty(CommandLine.ParseResult asked) {
    for (var result : asked.asCommandLineList()) {
      var given = new ArrayList<ArgSpec>(result.getParseResult().matchedPositionals());
      result.getParseResult().matchedOptions().stream()
          .filter(option -> option.paramLabel().equals("STACK"))
          .forEach(given::add);
      for (var argument : given) {
        if (argument.stringValues().stream().anyMatch(String::isBlank)) {
          throw new CommandLine.ParameterException(
              result, "%s is empty: say which".formatted(argument.paramLabel()));
        }
      }
    }
  }

  private static CommandLine stack(Session session) {
    var stack =
        group("Stacks", "create", new StackCreate(session))
            .addSubcommand("update", new StackUpdate(session))
            .addSubcommand("preview", new StackPreview(session))
            .addSubcommand("plan", new PlanVerbs.Make(session))
            .addSubcommand("list", new StackList(session))
            .addSubcommand("show", new StackShow(session))
            .addSubcommand("delete", new StackDelete(session));
    action(stack, session, "check", "check", "Ask every resource how it really is.");
    action(stack, session, "suspend", "suspend", "Suspend every resource.");
    action(stack, session, "resume", "resume", "Resume what was suspended.");
    stack.addSubcommand("cancel", new StackCancel(session));
    stack.addSubcommand("drift", new StackDrift(session));
    stack.addSubcommand("history", new StackHistory(session));
    stack.addSubcommand("rollback", new StackRollback(session));
    stack.addSubcommand(
        "snapshot",
        group("Snapshots of a stack", "create", new SnapshotVerbs.Create(session))
            .addSubcommand("list", new SnapshotVerbs.Listing(session))
            .addSubcommand("show", new SnapshotVerbs.Show(session))
            .addSubcommand("delete", new SnapshotVerbs.Delete(session))
            .addSubcommand("restore", new SnapshotVerbs.Restore(session)));
    transfer(stack, session, "export", false, "Print all that describes a stack, for an adopt.");
    transfer(stack, session, "abandon", true, "Forget a stack; what it made stays where it is.");
    stack.addSubcommand("adopt", new StackAdopt(session));
    // openstackclient says `stack resource list`
    for (var noun : List.of("resource", "event", "output", "template")) {
      var nested =
          switch (noun) {
            case "resource" -> resource(session);
            case "event" -> event(session);
            case "output" -> output(session);
            default -> template(session);
          };
      nested.getCommandSpec().usageMessage().hidden(true);
      stack.addSubcommand(noun, nested);
    }
    return stack;
  }

  private static void action(
      CommandLine stack, Session session, String name, String key, String header) {
    var line = new CommandLine(new StackAction(session, key));
    line.getCommandSpec().usageMessage().header(header);
    stack.addSubcommand(name, line);
  }

  private static void transfer(
      CommandLine stack, Session session, String name, boolean forget, String header) {
    var line = new CommandLine(new StackExport(session, forget));
    line.getCommandSpec()
        .usageMessage()
        .header(header)
        .customSynopsis("kiln stack %s web --output-file web.json".formatted(name));
    stack.addSubcommand(name, line);
  }

  private static CommandLine resource(Session session) {
    return group("Resources of a stack", "list", new ResourceList(session))
        .addSubcommand("show", new ResourceShow(session))
        .addSubcommand("signal", new ResourceSignal(session))
        .addSubcommand("mark-unhealthy", new ResourceMark(session))
        .addSubcommand("mark", mark(session));
  }

  /** openstackclient says {@code resource mark unhealthy}. */
  private static CommandLine mark(Session session) {
    var mark = group("Say how a resource is", "unhealthy", new ResourceMark(session));
    mark.getCommandSpec().usageMessage().hidden(true);
    return mark;
  }

  private static CommandLine event(Session session) {
    return group("Events of a stack", "list", new EventList(session));
  }

  private static CommandLine output(Session session) {
    return group("Outputs of a stack", "list", new OutputList(session))
        .addSubcommand("show", new OutputShow(session));
  }

  private static CommandLine template(Session session) {
    return group("Templates", "validate", new TemplateValidate(session))
        .addSubcommand("show", new TemplateShow(session));
  }

  private static CommandLine group(String header, String name, Object verb) {
    var line = new CommandLine(new Group());
    line.getCommandSpec().usageMessage().header(header + ".");
    return line.addSubcommand(name, verb);
  }

  /** What the first Heat client called them. */
  private static Map<String, Object> oldSpellings(Session session) {
    Map<String, Object> verbs = new LinkedHashMap<>();
    verbs.put("stack-create", new StackCreate(session));
    verbs.put("stack-update", new StackUpdate(session));
    verbs.put("stack-preview", new StackPreview(session));
    verbs.put("stack-list", new StackList(session));
    verbs.put("stack-show", new StackShow(session));
    verbs.put("stack-delete", new StackDelete(session));
    verbs.put("action-check", new StackAction(session, "check"));
    verbs.put("action-suspend", new StackAction(session, "suspend"));
    verbs.put("action-resume", new StackAction(session, "resume"));
    verbs.put("stack-cancel-update", new StackCancel(session));
    verbs.put("resource-signal", new ResourceSignal(session));
    verbs.put("resource-mark-unhealthy", new ResourceMark(session));
    verbs.put("resource-list", new ResourceList(session));
    verbs.put("resource-show", new ResourceShow(session));
    verbs.put("event-list", new EventList(session));
    verbs.put("output-list", new OutputList(session));
    verbs.put("output-show", new OutputShow(session));
    verbs.put("template-validate", new TemplateValidate(session));
    verbs.put("template-show", new TemplateShow(session));
    return verbs;
  }

  /** The same verb under another name, left out of the list of verbs. */
  private static CommandLine hidden(Object verb) {
    var line = new CommandLine(verb);
    line.getCommandSpec().usageMessage().hidden(true);
    return line;
  }

  private static int explain(Session session, Exception failure) throws Exception {
    var terminal = session.terminal();
    return switch (failure) {
      case ServerError error -> {
        terminal.error(error.getMessage());
        yield error.status() == 404 ? Exit.NOT_FOUND : Exit.ERROR;
      }
      case Unreachable _, LocalServer.NotStarted _ -> {
        terminal.error(failure.getMessage());
        yield Exit.ERROR;
      }
      case UnreadableFile _ -> {
        terminal.error(failure.getMessage());
        yield Exit.USAGE;
      }
      case Refusal refusal -> {
        terminal.error(refusal.getMessage());
        yield refusal.exit();
      }
      case IllegalArgumentException wrong -> {
        terminal.error(wrong.getMessage());
        yield Exit.USAGE;
      }
      default -> throw failure; // a mistake of ours: the stack trace is the message
    };
  }

  /** {@code kiln} alone. */
  @Command(
      name = "kiln",
      header = {
        "Kiln: a stack template goes in, running containers come out.",
        "",
        "  kiln up                            try it: a server, and the example stack",
        "  kiln up web.yaml -P image=nginx:1  create or update a stack and watch it",
        "  kiln lint web.yaml                 check a template, without a server",
        "  kiln stack preview web -t web.yaml what would change, and why",
        "  kiln stack plan web -t web.yaml    the same, kept: kiln apply does exactly that",
        "  kiln down                          delete what `up` made, stop the server",
        ""
      },
      footer = {
        "",
        "Server side: kiln server | worker | agent (each has --help).",
        "Besides: kiln simulate (faults from a seed) and kiln --version.",
        "The old spellings (stack-create, stack-list, event-list, ...) work too."
      })
  static final class Root extends Group {}

  /** A noun alone shows what can be done with it. */
  @Command
  static class Group implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      spec.commandLine().usage(spec.commandLine().getErr());
      return Exit.USAGE;
    }
  }
}

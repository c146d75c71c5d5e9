package io.kiln.cli;

import io.kiln.cli.http.ServerError;
import io.kiln.cli.http.Unreachable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The tree of verbs: {@code noun verb}, and the spellings of the clients people come from. */
final class Verbs {
  private Verbs() {}

  static CommandLine commandLine(Session session) {
    var root = new CommandLine(new Root());
    root.addSubcommand("stack", stack(session));
    root.addSubcommand("stack-list", hidden(new StackList(session)));
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
          return Exit.USAGE;
        });
    root.setExecutionExceptionHandler((failure, _, _) -> explain(session, failure));
    return root;
  }

  private static CommandLine stack(Session session) {
    return new CommandLine(new Group()).addSubcommand("list", new StackList(session));
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
      case Unreachable nobody -> {
        terminal.error(nobody.getMessage());
        yield Exit.ERROR;
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
      mixinStandardHelpOptions = true,
      header = {
        "Kiln: a stack template goes in, running containers come out.",
        "",
        "  kiln up                            try it: a server, and the example stack",
        "  kiln up web.yaml -P image=nginx:1  create or update a stack and watch it",
        "  kiln stack preview web -t web.yaml what would change, and why",
        "  kiln down                          delete what `up` made, stop the server",
        ""
      },
      footer = {
        "",
        "Server side: kiln server | worker | agent (each has --help).",
        "The old spellings (stack-create, stack-list, event-list, ...) work too."
      })
  static final class Root extends Group {}

  /** A noun alone shows what can be done with it. */
  @Command(mixinStandardHelpOptions = true)
  static class Group implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      spec.commandLine().usage(spec.commandLine().getErr());
      return Exit.USAGE;
    }
  }
}

package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.http.Endpoint;
import io.kiln.cli.http.ServerError;
import io.kiln.cli.local.Ledger;
import io.kiln.cli.local.StandIns;
import io.kiln.cli.text.Colour;
import io.kiln.cli.text.PlanText;
import io.kiln.cli.text.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code kiln up}: from a file to running containers in one command. */
@Command(
    name = "up",
    header = "Create or update a stack from a file, and watch until it stands.",
    description = {
      "",
      "Starts a server in the background when none answers on this machine. Without FILE it is the"
          + " shipped example. On a terminal it asks before it changes what FILE's plan says;"
          + " --yes, or no terminal, goes on without asking. What was shown is what is done: when"
          + " something else would happen by then, it says what, and shows the new plan. Exit 0"
          + " only when the stack is COMPLETE.",
      ""
    },
    customSynopsis = {
      "kiln up",
      "       kiln up web.yaml",
      "       kiln up web.yaml --port 9004",
      "       kiln up web.yaml --name shop -e prod.yaml -P image=nginx:2 --yes"
    })
final class Up implements Callable<Integer> {
  private static final String EXAMPLE = "hello";

  /** The longest page: no sentence counts more hosts. */
  private static final Map<String, String> MANY = Map.of("limit", "500");

  /** The local agent joins moments after the server answers. */
  private static final Duration AGENT_PATIENCE = Duration.ofSeconds(15);

  /** A stack that changes faster than that has another owner. */
  private static final int ATTEMPTS = 3;

  private final Session session;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The template.")
  private String file = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the stack is called; default: the file's name without its ending.")
  private String name = "";

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "The server of this machine on this port, as --url http://127.0.0.1:N; one is started"
              + " there when none answers.")
  private @Nullable Integer port;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Mixin private TemplateOptions template = new TemplateOptions();
  @Mixin private StackOptions options = new StackOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private LocalOptions local = new LocalOptions();

  Up(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port != null) {
      server.onThisMachine(port);
    }
    var given = file.isEmpty() ? template.template(session) : Optional.of(file);
    var library = Path.of(session.variable("KILN_HOME"), "templates", "library");
    var path = given.orElse(library.resolve(EXAMPLE + ".yaml").toString());
    var stack = name.isEmpty() ? nameOf(path) : name;
    var body = template.body(session, Optional.of(path)); // a mistyped name starts no server
    try (var api = server.open(session)) {
      local.ensure(session, api);
      if (port != null) {
        session
            .terminal()
            .say("Other commands find this server with KILN_URL=" + api.endpoint().server());
      }
      var runtime = greet(api);
      if (given.isEmpty() && runtime.equals("docker") && api.endpoint().loopback()) {
        StandIns.make(library, EXAMPLE, session.terminal());
      }
      return converge(api, stack, body, given.isPresent());
    }
  }

  private int converge(Api api, String stack, ObjectNode body, boolean ask) {
    var existing = api.find(api.endpoint().v1("stacks", stack)).map(found -> found.path("stack"));
    body.put("stack_name", stack);
    options.put(body, existing.isEmpty());
    var rests = existing.filter(Up::complete).isPresent();
    for (int attempt = 1; ; attempt++) {
      var kept = keep(api, body);
      if (kept.isEmpty()) {
        return watch(api, stack, () -> send(api, stack, body, existing.isPresent()), existing);
      }
      var answer = agree(kept.get().path("plan"), rests, ask);
      if (answer != Answer.YES) {
        Plans.forget(api, kept.get().path("id").asString(""));
        return answer == Answer.NOTHING_TO_DO ? finish(api, stack) : Exit.CANCELLED;
      }
      try {
        var id = kept.get().path("id").asString("");
        return watch(api, stack, () -> Plans.apply(api, id), existing);
      } catch (ServerError error) {
        if (error.status() != 409 || attempt == ATTEMPTS) {
          throw error;
        }
        session
            .terminal()
            .say(String.valueOf(error.getMessage())); // what was shown is not what would happen
        session.terminal().say("");
      }
    }
  }

  private enum Answer {
    YES,
    NO,
    NOTHING_TO_DO
  }

  private Answer agree(JsonNode plan, boolean rests, boolean ask) {
    var terminal = session.terminal();
    PlanText.lines(plan, terminal, session.json()).forEach(terminal::say);
    if (rests && PlanText.isEmpty(plan)) {
      return Answer.NOTHING_TO_DO;
    }
    var asks = ask && !yes && terminal.interactive();
    return asks && !terminal.confirm("Go on?") ? Answer.NO : Answer.YES;
  }

  /** Begins, and watches to the end from where the stack's history was before. */
  private int watch(Api api, String stack, Runnable begin, Optional<JsonNode> existing) {
    session.terminal().say("");
    local
        .ledger(session)
        .add(new Ledger.Entry(api.endpoint().server().toString(), api.endpoint().project(), stack));
    var after = existing.isPresent() ? Watch.position(api, stack) : "";
    begin.run();
    var outcome = new Watch(session, api, stack).untilSettled(after, Duration.ZERO);
    var code = Watch.report(session, stack, outcome);
    return code == Exit.OK ? finish(api, stack) : code;
  }

  /** For a server that has no plans. */
  private static void send(Api api, String stack, ObjectNode body, boolean update) {
    if (!update) {
      api.send("POST", api.endpoint().v1("stacks"), body);
      return;
    }
    body.remove("stack_name");
    api.send("PUT", api.endpoint().v1("stacks", stack), body);
  }

  private Optional<JsonNode> keep(Api api, ObjectNode body) {
    try {
      return Optional.of(Plans.keep(api, body));
    } catch (ServerError error) {
      if (error.status() == 404 || error.status() == 405) {
        session.terminal().say("this server has no plans: " + api.endpoint().v2("plans"));
        return Optional.empty();
      }
      throw error;
    }
  }

  private static boolean complete(JsonNode stack) {
    var status = stack.path("stack_status").asString("");
    return status.equals("CREATE_COMPLETE") || status.equals("UPDATE_COMPLETE");
  }

  /** The outputs on stdout, the address beside them. */
  private int finish(Api api, String stack) {
    var terminal = session.terminal();
    var shown = api.get(api.endpoint().v1("stacks", stack)).path("stack");
    for (JsonNode output : shown.path("outputs")) {
      var value = output.path("output_value");
      var text = value.isString() ? value.asString() : session.json().writeValueAsString(value);
      terminal.print(
          "%s = %s"
              .formatted(
                  terminal.paint(
                      Colour.BOLD, Terminal.clean(output.path("output_key").asString(""))),
                  Terminal.clean(text)));
    }
    terminal.print("%s is at %s".formatted(stack, api.endpoint().v1("stacks", stack)));
    return Exit.OK;
  }

  /** Says where containers will run; the runtime of this machine's agent. */
  private String greet(Api api) throws InterruptedException {
    var begun = System.nanoTime();
    List<JsonNode> hosts = new ArrayList<>();
    while (hosts.isEmpty()
        && Duration.ofNanos(System.nanoTime() - begun).compareTo(AGENT_PATIENCE) < 0) {
      api.find(Endpoint.with(api.endpoint().root("v2", "hosts"), MANY))
          .ifPresent(list -> list.path("hosts").forEach(hosts::add));
      if (hosts.isEmpty()) {
        Thread.sleep(200);
      }
    }
    session.terminal().say(Hosts.sentence(hosts));
    return Hosts.local(hosts).map(host -> host.path("runtime").asString("")).orElse("");
  }

  /** {@code shop/web-1.yaml} is called {@code web-1}; what no stack name may have is a dash. */
  static String nameOf(String path) {
    var last = String.valueOf(Path.of(path).getFileName());
    var dot = last.lastIndexOf('.');
    var plain = (dot > 0 ? last.substring(0, dot) : last).replaceAll("[^a-zA-Z0-9_.-]", "-");
    return Character.isLetter(plain.charAt(0)) ? plain : "stack-" + plain;
  }

  static Endpoint endpointOf(Ledger.Entry entry) {
    return Endpoint.of(entry.server(), entry.project(), java.util.Map.of());
  }
}

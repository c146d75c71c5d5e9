package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.local.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kiln down}: the reverse of every {@code kiln up}. */
@Command(
    name = "down",
    header = "Delete the stacks that `kiln up` made, and stop the server it started.",
    customSynopsis = "kiln down")
final class Down implements Callable<Integer> {
  private final Session session;
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private LocalOptions local = new LocalOptions();

  Down(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    var endpoint = server.endpoint(session);
    var ledger = local.ledger(session);
    List<Ledger.Entry> entries =
        ledger.entries().stream()
            .filter(entry -> entry.server().equals(endpoint.server().toString()))
            .toList();
    var code = Exit.OK;
    for (var entry : entries) {
      try (var api = new Api(Up.endpointOf(entry), session.credentials(), session.json())) {
        local.ensure(session, api); // what it made outlives the server: only a server can delete it
        var result = delete(api, entry.name());
        if (result == Exit.OK) {
          ledger.remove(entry);
        }
        code = Math.max(code, result);
      }
    }
    if (code != Exit.OK) {
      session.terminal().say("the server goes on, so that you can look: kiln stack list");
      return code;
    }
    if (local.server(session).stop()) {
      session.terminal().say("the server is stopped; its data stays in " + local.data(session));
    } else if (entries.isEmpty()) {
      session.terminal().say("nothing to take down: `kiln up` started no server here");
    }
    return code;
  }

  private int delete(Api api, String stack) {
    if (api.find(api.endpoint().v1("stacks", stack)).isEmpty()) {
      session.terminal().say("stack " + stack + " is gone already");
      return Exit.OK;
    }
    var after = Watch.position(api, stack);
    api.delete(api.endpoint().v1("stacks", stack));
    var outcome = new Watch(session, api, stack).untilSettled(after, Duration.ZERO);
    return Watch.report(session, stack, outcome);
  }
}

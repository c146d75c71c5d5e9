package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.local.Ledger;
import io.kiln.cli.local.LocalServer;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The server on this machine that {@code up} and {@code down} look after. */
final class LocalOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the local server keeps its data; default: KILN_DATA, then .kiln.")
  private String data = "";

  Path data(Session session) {
    var variable = session.variable("KILN_DATA");
    var chosen = !data.isEmpty() ? data : !variable.isEmpty() ? variable : ".kiln";
    return session.directory().resolve(chosen);
  }

  Ledger ledger(Session session) {
    return new Ledger(data(session), session.json());
  }

  LocalServer server(Session session) {
    return new LocalServer(data(session), session.terminal());
  }

  /** Starts a server when none answers; only where one could be started. */
  void ensure(Session session, Api api) {
    if (api.answers()) {
      return;
    }
    var launcher = session.variable("KILN_LAUNCHER");
    if (!api.endpoint().loopback() || launcher.isEmpty()) {
      throw new Refusal(
          Exit.ERROR,
          "no server answers at %s, and none can be started from here%s"
              .formatted(
                  api.endpoint().server(),
                  launcher.isEmpty() ? " (KILN_LAUNCHER is not set: run ./kiln)" : ""));
    }
    server(session).start(launcher, api);
  }
}

package io.kiln.cli;

import io.kiln.cli.http.Api;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A verb that asks a server. */
abstract class ServerVerb implements Callable<Integer> {
  final Session session;

  @Mixin private ServerOptions server = new ServerOptions();

  ServerVerb(Session session) {
    this.session = session;
  }

  /** Refuses what cannot be meant, before anybody is asked. */
  void check() {}

  /** Asks, and shows the answer; returns what to end with. */
  abstract int ask(Api api) throws InterruptedException;

  @Override
  public Integer call() throws InterruptedException {
    check();
    try (var api = server.open(session)) {
      return ask(api);
    }
  }
}

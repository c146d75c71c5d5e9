package io.kiln.cli;

import io.kiln.cli.text.Printer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code host list}. */
@Command(
    name = "list",
    header = "List the hosts whose agents have joined.",
    customSynopsis = "kiln host list")
final class HostList implements Callable<Integer> {
  private static final List<String> KEYS =
      List.of("name", "role", "status", "runtime", "engine_version", "url", "last_seen");

  private final Session session;
  @Mixin private PageOptions page = new PageOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  HostList(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (var api = server.open(session)) {
      var hosts = page.of(session, api, api.endpoint().root("v2", "hosts"), Map.of(), "hosts");
      output.printer(session).rows(KEYS, Printer.pick(hosts, KEYS));
    }
    return Exit.OK;
  }
}

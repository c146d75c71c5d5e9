package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.text.Printer;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code host list}. */
@Command(
    name = "list",
    header = "List the hosts whose agents have joined.",
    customSynopsis = "kiln host list")
final class HostList extends ServerVerb {
  private static final List<String> KEYS =
      List.of("name", "role", "status", "runtime", "engine_version", "url", "last_seen");

  @Mixin private PageOptions page = new PageOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  HostList(Session session) {
    super(session);
  }

  @Override
  int ask(Api api) {
    var hosts = page.of(session, api, api.endpoint().root("v2", "hosts"), Map.of(), "hosts");
    output.printer(session).rows(KEYS, Printer.pick(hosts, KEYS));
    return Exit.OK;
  }
}

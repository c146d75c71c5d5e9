package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.text.Printer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code host list}. */
@Command(
    name = "list",
    header = "List the hosts whose agents have joined.",
    customSynopsis = {
      "kiln host list",
      "       kiln host list --role compute --status down -f value -c name"
    })
final class HostList extends ServerVerb {
  private static final List<String> KEYS =
      List.of("name", "role", "status", "runtime", "engine_version", "url", "last_seen");

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "Only hosts that joined with this role.")
  private String role = "";

  @Option(
      names = "--status",
      paramLabel = "up|down",
      description = "Only hosts that are up, or down.")
  private String status = "";

  @Mixin private PageOptions page = new PageOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  HostList(Session session) {
    super(session);
  }

  @Override
  int ask(Api api) {
    Map<String, String> query = new LinkedHashMap<>();
    if (!role.isEmpty()) {
      query.put("role", role);
    }
    if (!status.isEmpty()) {
      query.put("status", status);
    }
    var hosts = page.of(session, api, api.endpoint().root("v2", "hosts"), query, "hosts");
    output.printer(session).rows(KEYS, Printer.pick(hosts, KEYS));
    return Exit.OK;
  }
}

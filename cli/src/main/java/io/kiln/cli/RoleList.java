package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.text.Printer;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code role list}. */
@Command(
    name = "list",
    header = "List the roles that hosts have joined with, and how many hosts each has.",
    customSynopsis = "kiln role list")
final class RoleList extends ServerVerb {
  private static final List<String> KEYS = List.of("name", "hosts", "up");

  @Mixin private PageOptions page = new PageOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  RoleList(Session session) {
    super(session);
  }

  @Override
  int ask(Api api) {
    var roles = page.of(session, api, api.endpoint().root("v2", "roles"), Map.of(), "roles");
    output.printer(session).rows(KEYS, Printer.pick(roles, KEYS));
    return Exit.OK;
  }
}

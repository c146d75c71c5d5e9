package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.http.Endpoint;
import io.kiln.cli.text.Printer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stack list}. */
@Command(
    name = "list",
    header = "List the stacks of the project.",
    customSynopsis = {
      "kiln stack list",
      "       kiln stack list --property status=COMPLETE -f json",
      "       kiln stack list --tags blue -c 'Stack Name' -f value"
    })
final class StackList extends ServerVerb {
  private static final List<String> KEYS =
      List.of("id", "stack_name", "stack_status", "creation_time", "updated_time");

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--nested", description = "Stacks inside stacks as well.")
  private boolean nested;

  @Option(names = "--deleted", description = "Deleted stacks as well.")
  private boolean deleted;

  @Option(names = "--tags", paramLabel = "A,B", description = "Only stacks with all of these tags.")
  private String tags = "";

  @Option(
      names = "--property",
      paramLabel = "KEY=VALUE",
      description = "Filter: name, id, status, action, tenant, username; may be repeated.")
  private Map<String, String> properties = new LinkedHashMap<>();

  @Option(names = "--limit", paramLabel = "N", description = "At most N stacks.")
  private int limit;

  @Option(names = "--marker", paramLabel = "ID", description = "Begin after this stack.")
  private String marker = "";

  StackList(Session session) {
    super(session);
  }

  @Override
  int ask(Api api) {
    Map<String, String> query = new LinkedHashMap<>(properties);
    if (nested) {
      query.put("show_nested", "true");
    }
    if (deleted) {
      query.put("show_deleted", "true");
    }
    if (!tags.isEmpty()) {
      query.put("tags", tags);
    }
    if (limit > 0) {
      query.put("limit", Integer.toString(limit));
    }
    if (!marker.isEmpty()) {
      query.put("marker", marker);
    }
    var stacks = api.get(Endpoint.with(api.endpoint().v1("stacks"), query)).path("stacks");
    output
        .printer(session)
        .rows(KEYS.stream().map(Printer::heading).toList(), Printer.pick(stacks, KEYS));
    return Exit.OK;
  }
}

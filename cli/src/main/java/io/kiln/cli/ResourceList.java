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
import picocli.CommandLine.Parameters;

/** {@code resource list}. */
@Command(
    name = "list",
    header = "List the resources of a stack.",
    customSynopsis = {
      "kiln resource list web",
      "       kiln resource list web -n 5                        # nested ones as well",
      "       kiln resource list web --filter status=FAILED -f json"
    })
final class ResourceList extends ServerVerb {
  private static final List<String> KEYS =
      List.of(
          "resource_name",
          "physical_resource_id",
          "resource_type",
          "resource_status",
          "updated_time");

  @Parameters(paramLabel = "STACK", description = "Name or id.")
  private String name = "";

  @Option(
      names = {"-n", "--nested-depth"},
      paramLabel = "N",
      description = "Resources of stacks inside this one, N levels deep.")
  private int depth;

  @Option(
      names = "--filter",
      paramLabel = "KEY=VALUE",
      description = "Filter: name, type, status, action, id; may be repeated.")
  private Map<String, String> filters = new LinkedHashMap<>();

  @Mixin private OutputOptions output = new OutputOptions();

  ResourceList(Session session) {
    super(session);
  }

  @Override
  int ask(Api api) {
    Map<String, String> query = new LinkedHashMap<>(filters);
    if (depth > 0) {
      query.put("nested_depth", Integer.toString(depth));
    }
    var list = api.get(Endpoint.with(api.endpoint().v1("stacks", name, "resources"), query));
    output.printer(session).rows(KEYS, Printer.pick(list.path("resources"), KEYS));
    return Exit.OK;
  }
}

package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.http.Endpoint;
import io.kiln.cli.text.Printer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code event list}. */
@Command(
    name = "list",
    header = "List what happened to a stack, or watch it happen.",
    customSynopsis = {
      "kiln event list web",
      "       kiln event list web --follow              # until the stack has settled",
      "       kiln event list web --resource db -f json"
    })
final class EventList extends ServerVerb {
  private static final List<String> KEYS =
      List.of("event_time", "resource_name", "resource_status", "resource_status_reason", "id");

  @Parameters(paramLabel = "STACK", description = "Name or id.")
  private String name = "";

  @Option(
      names = "--follow",
      description = "Show events as they come, until the stack has settled.")
  private boolean follow;

  @Option(
      names = {"-r", "--resource"},
      paramLabel = "NAME",
      description = "Only events of this resource.")
  private String resource = "";

  @Option(
      names = {"-n", "--nested-depth"},
      paramLabel = "N",
      description = "Events of stacks inside this one, N levels deep.")
  private int depth;

  @Option(names = "--limit", paramLabel = "N", description = "At most N events.")
  private int limit;

  @Option(names = "--marker", paramLabel = "ID", description = "Begin after this event.")
  private String marker = "";

  @Mixin private OutputOptions output = new OutputOptions();

  EventList(Session session) {
    super(session);
  }

  @Override
  int ask(Api api) {
    if (follow) {
      api.get(api.endpoint().v1("stacks", name)); // an unknown stack is an error, not an end
      return Watch.report(
          session, name, new Watch(session, api, name).untilSettled(marker, Duration.ZERO));
    }
    list(api);
    return Exit.OK;
  }

  private void list(Api api) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("sort_dir", "asc");
    if (!resource.isEmpty()) {
      query.put("resource_name", resource);
    }
    if (depth > 0) {
      query.put("nested_depth", Integer.toString(depth));
    }
    if (limit > 0) {
      query.put("limit", Integer.toString(limit));
    }
    if (!marker.isEmpty()) {
      query.put("marker", marker);
    }
    var list = api.get(Endpoint.with(api.endpoint().v1("stacks", name, "events"), query));
    output.printer(session).rows(KEYS, Printer.pick(list.path("events"), KEYS));
  }
}

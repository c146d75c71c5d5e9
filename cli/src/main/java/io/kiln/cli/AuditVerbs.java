package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.http.Endpoint;
import io.kiln.cli.text.Printer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code audit …}: who did what, for admins. */
final class AuditVerbs {
  private static final List<String> KEYS =
      List.of(
          "sequence",
          "at",
          "kind",
          "user",
          "project",
          "source",
          "method",
          "path",
          "status",
          "request_id");

  private AuditVerbs() {}

  /** {@code audit list}. */
  @Command(
      name = "list",
      header = "List who changed what, and who was refused; the newest first.",
      customSynopsis = "kiln audit list --limit 20")
  static final class Listing extends ServerVerb {
    @Option(names = "--limit", paramLabel = "N", description = "So many (${DEFAULT-VALUE}).")
    private int limit = 100;

    @Option(names = "--before", paramLabel = "SEQUENCE", description = "Older than this one.")
    private long before;

    @Mixin private OutputOptions output = new OutputOptions();

    Listing(Session session) {
      super(session);
    }

    @Override
    int ask(Api api) {
      var query = new java.util.TreeMap<>(Map.of("limit", Integer.toString(limit)));
      if (before > 0) {
        query.put("before", Long.toString(before));
      }
      var uri = Endpoint.with(api.endpoint().root("v2", "audit"), query);
      var entries = api.get(uri).path("entries");
      output.printer(session).rows(KEYS, Printer.pick(entries, KEYS));
      return Exit.OK;
    }
  }

  /** {@code audit verify}: fails when anything is not as it was written. */
  @Command(
      name = "verify",
      header = "Compare the whole audit log with what vouches for it.",
      customSynopsis = "kiln audit verify")
  static final class Verify extends ServerVerb {
    @Mixin private OutputOptions output = new OutputOptions();

    Verify(Session session) {
      super(session);
    }

    @Override
    int ask(Api api) throws InterruptedException {
      URI uri = api.endpoint().root("v2", "audit", "verification");
      JsonNode verdict = api.get(uri);
      while (verdict.path("intact").isNull()) { // the server reads on; it lets us wait some seconds
        session
            .terminal()
            .say(
                "%d entries are in order; reading on.".formatted(verdict.path("entries").asLong()));
        verdict = api.get(uri);
      }
      output.printer(session).fields((ObjectNode) verdict);
      return verdict.path("intact").asBoolean(false) ? Exit.OK : Exit.FAILED;
    }
  }
}

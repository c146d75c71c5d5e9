package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.text.Printer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code search}. */
@Command(
    name = "search",
    header = "Find a word in stacks, in all that lies in them, and in hosts.",
    customSynopsis = {"kiln search WORD", "       kiln search failed --kind resource"})
final class Search extends ServerVerb {
  private static final List<String> KEYS =
      List.of("kind", "name", "stack", "path", "type", "status", "matched", "text");

  @Parameters(
      paramLabel = "WORD",
      description =
          "Of a name, path, type, id, status, tag or role; shorter than 3: how it begins.")
  private String word = "";

  @Option(names = "--kind", paramLabel = "KIND", description = "Only stack, resource or host.")
  private String kind = "";

  @Mixin private PageOptions page = new PageOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  Search(Session session) {
    super(session);
  }

  @Override
  int ask(Api api) {
    Map<String, String> query = new TreeMap<>();
    query.put("q", word);
    if (!kind.isEmpty()) {
      query.put("kind", kind);
    }
    var found = page.of(session, api, api.endpoint().v2("search"), query, "hits");
    output.printer(session).rows(KEYS, Printer.pick(found, KEYS));
    return Exit.OK;
  }
}

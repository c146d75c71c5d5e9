package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.http.Endpoint;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** How much of a list to show that the server gives in pages. */
final class PageOptions {
  /** The longest page that a server gives. */
  private static final int PAGE = 500;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Show at most so many (${DEFAULT-VALUE}).")
  private int limit = 50;

  /**
   * The first of a list, page by page, and a word when it goes on.
   *
   * @param key of the list in an answer
   */
  ArrayNode of(Session session, Api api, URI list, Map<String, String> query, String key) {
    if (limit < 1) {
      throw new Refusal(Exit.USAGE, "--limit must be at least 1, not " + limit);
    }
    var shown = session.json().createArrayNode();
    Map<String, String> asked = new TreeMap<>(query);
    JsonNode page;
    do {
      asked.put("limit", Integer.toString(Math.min(PAGE, limit - shown.size())));
      page = api.get(Endpoint.with(list, asked));
      page.path(key).forEach(shown::add);
      asked.put("cursor", page.path("next").asString(""));
    } while (page.path("next").isString() && shown.size() < limit);
    if (page.path("next").isString()) {
      session.terminal().say("There are more: --limit shows them.");
    }
    return shown;
  }
}

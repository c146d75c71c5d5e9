package io.kiln.api.heat;

import io.kiln.api.fetch.FetchException;
import io.kiln.api.fetch.Fetcher;
import io.kiln.api.http.BadInputException;
import io.kiln.templates.value.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Completes requests with texts that lie elsewhere: the template named by its address, and what
 * templates and environments name by http and https and was not sent with them. What was fetched is
 * stored with the revision as if the client had sent it, and is never asked for again.
 */
public final class FetchedTexts {

  /** So many files for one request; a client that needs more collects them itself. */
  private static final int MOST_FILES = 50;

  private static final List<String> SCHEMES = List.of("http://", "https://");

  /** What names a nested template, in either dialect. */
  private static final Set<String> TEMPLATES = Set.of("type", "Type", "TemplateURL");

  private final Fetcher fetcher;

  /** Fetches with this one. */
  public FetchedTexts(Fetcher fetcher) {
    this.fetcher = fetcher;
  }

  /**
   * The request with what it names.
   *
   * @throws BadInputException when something cannot be fetched, with the reason
   */
  StackRequest complete(StackRequest request) {
    if (!fetcher.any()) {
      return request; // its source says that nothing is fetched
    }
    Optional<String> template = request.templateUrl().map(url -> template(url));
    var files = new LinkedHashMap<>(request.files());
    var search = new Search(files);
    template.or(request::template).ifPresent(search::in);
    request.environment().ifPresent(search::in);
    request.environmentFiles().stream()
        .filter(files::containsKey)
        .map(files::get)
        .forEach(search::in);
    search.run();
    return request.with(template, files);
  }

  /**
   * A template by its address.
   *
   * @throws BadInputException when it cannot be fetched, or nothing is
   */
  public String template(String url) {
    if (!fetcher.any()) {
      throw new BadInputException(StackRequest.NOT_FETCHED);
    }
    return fetched(url, "Could not retrieve template: ");
  }

  private String fetched(String url, String what) {
    try {
      return fetcher.text(url);
    } catch (FetchException e) {
      throw new BadInputException(what + e.getMessage() + ".");
    }
  }

  /** Goes through texts for addresses, and through what lies there. */
  private final class Search {
    private final SequencedMap<String, String> files;
    private final Deque<String> texts = new ArrayDeque<>();
    private int fetched;

    Search(SequencedMap<String, String> files) {
      this.files = files;
    }

    void in(String text) {
      texts.add(text);
    }

    void run() {
      while (!texts.isEmpty()) {
        Set<String> plain = new LinkedHashSet<>();
        Set<String> nested = new LinkedHashSet<>();
        Texts.value(texts.poll(), "text").ifPresent(value -> look(value, false, plain, nested));
        plain.forEach(url -> fetch(url));
        nested.forEach(url -> fetch(url).ifPresent(this::in));
      }
    }

    /** Empty when it is there already, or is not allowed and hence is said to be missing. */
    private Optional<String> fetch(String url) {
      if (files.containsKey(url) || !fetcher.allows(url)) {
        return Optional.empty();
      }
      fetched++;
      if (fetched > MOST_FILES) {
        throw new BadInputException(
            "More than %d files are named by their addresses; send them as 'files'."
                .formatted(MOST_FILES));
      }
      String text = fetched(url, "Could not fetch %s: ".formatted(url));
      files.put(url, text);
      return Optional.of(text);
    }

    private void look(Value value, boolean registry, Set<String> plain, Set<String> nested) {
      if (value instanceof Value.ListOf list) {
        list.items().forEach(item -> look(item, false, plain, nested));
      }
      if (!(value instanceof Value.MapOf map)) {
        return;
      }
      for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
        String key = entry.getKey();
        if (!(entry.getValue() instanceof Value.Text(String text, _))) {
          look(entry.getValue(), registry || key.equals("resource_registry"), plain, nested);
        } else if (SCHEMES.stream().anyMatch(text::startsWith)) {
          if (key.equals("get_file")) {
            plain.add(text);
          } else if (registry || TEMPLATES.contains(key)) {
            nested.add(text);
          }
        }
      }
    }
  }
}

package io.kiln.api.heat;

import io.kiln.api.fetch.FetchException;
import io.kiln.api.fetch.Fetcher;
import io.kiln.api.http.BadInputException;
import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
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
  private final NestedAddresses addresses;

  /** Fetches with this one, and has this one say what templates name by expressions. */
  public FetchedTexts(Fetcher fetcher, Compiler compiler) {
    this.fetcher = fetcher;
    this.addresses = new NestedAddresses(compiler);
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
   * What a stack is to be made of, with what its texts name: also by an expression, as far as its
   * parameters tell.
   *
   * @throws BadInputException when something cannot be fetched, with the reason
   */
  public StackSource complete(StackSource source, StackIdentity identity) {
    if (!fetcher.any()) {
      return source;
    }
    var files = new LinkedHashMap<>(source.files());
    var search = new Search(files);
    search.in(source.template());
    source.environment().ifPresent(search::in);
    source.files().values().stream().filter(FetchedTexts::isCloudFormation).forEach(search::in);
    search.run();
    StackSource complete = with(source, files);
    if (!isCloudFormation(source.template())
        && files.values().stream().noneMatch(FetchedTexts::isCloudFormation)) {
      return complete;
    }
    int known = -1;
    while (known < files.size()) { // each round fetches something, and there is a limit to that
      known = files.size();
      addresses.missing(complete, identity).stream()
          .filter(url -> SCHEMES.stream().anyMatch(url::startsWith))
          .forEach(url -> search.fetch(url).ifPresent(search::in));
      search.run();
      complete = with(source, files);
    }
    return complete;
  }

  private static boolean isCloudFormation(String text) {
    return text.contains("TemplateURL");
  }

  private static StackSource with(StackSource source, Map<String, String> files) {
    return new StackSource(
        source.template(),
        source.templateName(),
        files,
        source.environmentFiles(),
        source.environment(),
        source.parameters(),
        source.forgotten());
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

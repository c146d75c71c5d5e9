package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** {@code {make_url: {scheme, username, password, host, port, path, query, fragment}}}. */
final class MakeUrl implements ValueFunction {

  private static final List<String> PARTS =
      List.of("scheme", "username", "password", "host", "port", "path", "query", "fragment");

  private static final int HIGHEST_PORT = 65_535;

  @Override
  public String name() {
    return "make_url";
  }

  @Override
  public String summary() {
    return "A function for performing substitutions on maps to make a URL.";
  }

  @Override
  public Availability availability() {
    return Availability.since(HotVersion.PIKE);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    SequencedMap<String, Value> parts = site.map(argument, "{scheme: ..., host: ..., ...}");
    for (String part : parts.keySet()) {
      if (!PARTS.contains(part)) {
        throw new Mistake(
            "invalid-argument",
            "Unknown part \"%s\" of \"make_url\"".formatted(part),
            Suggestion.hint(part, PARTS));
      }
    }
    Optional<Value> open = site.unknown(argument);
    return open.orElseGet(() -> new Value.Text(url(parts), site.mark(argument)));
  }

  private static String url(Map<String, Value> parts) {
    String scheme = text(parts, "scheme");
    if (scheme.contains(":")) {
      throw new Mistake("\"scheme\" of \"make_url\" must not contain \":\"");
    }
    String netloc = netloc(parts);
    String path = quote(text(parts, "path"), "/");
    String query = query(parts.getOrDefault("query", Value.nothing()));
    String fragment = quote(text(parts, "fragment"), "/");
    var url = new StringBuilder();
    if (!scheme.isEmpty()) {
      url.append(scheme).append(':');
    }
    if (!netloc.isEmpty()) {
      url.append("//").append(netloc);
      if (!path.isEmpty() && !path.startsWith("/")) {
        url.append('/');
      }
    }
    url.append(path);
    if (!query.isEmpty()) {
      url.append('?').append(query);
    }
    if (!fragment.isEmpty()) {
      url.append('#').append(fragment);
    }
    return url.toString();
  }

  private static String netloc(Map<String, Value> parts) {
    var netloc = new StringBuilder();
    String username = text(parts, "username");
    String password = text(parts, "password");
    if (!username.isEmpty() || !password.isEmpty()) {
      netloc.append(quote(username, ""));
      if (!password.isEmpty()) {
        netloc.append(':').append(quote(password, ""));
      }
      netloc.append('@');
    }
    String host = text(parts, "host");
    boolean bare = host.contains(":") && !(host.startsWith("[") && host.endsWith("]"));
    netloc.append(bare ? "[" + host + "]" : host);
    String port = text(parts, "port");
    if (!port.isEmpty()) {
      if (!port.matches("[0-9]{1,5}")
          || Integer.parseInt(port) < 1
          || Integer.parseInt(port) > HIGHEST_PORT) {
        throw new Mistake(
            "\"port\" of \"make_url\" must be between 1 and %d, not %s"
                .formatted(HIGHEST_PORT, port));
      }
      netloc.append(':').append(Integer.parseInt(port));
    }
    return netloc.toString();
  }

  private static String query(Value query) {
    if (query instanceof Value.Null) {
      return "";
    }
    if (!(query instanceof Value.MapOf(SequencedMap<String, Value> entries, _))) {
      throw new Mistake("\"query\" of \"make_url\" must be a map");
    }
    List<String> pairs = new ArrayList<>();
    entries.forEach((key, value) -> pairs.add(form(key) + "=" + form(plain(value, key))));
    return String.join("&", pairs).replace("%2F", "/");
  }

  private static String form(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }

  private static String text(Map<String, Value> parts, String part) {
    Value value = parts.get(part);
    return value == null ? "" : plain(value, part);
  }

  private static String plain(Value value, String part) {
    return switch (value) {
      case Value.Null _ -> "";
      case Value.Text(String text, _) -> text;
      case Value.Num _, Value.Bool _ -> PythonText.of(value);
      case Value.ListOf _, Value.MapOf _, Value.Unknown _ ->
          throw new Mistake("\"%s\" of \"make_url\" must be a string".formatted(part));
    };
  }

  /** Python's {@code urllib.parse.quote}. */
  private static String quote(String text, String safe) {
    var out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "_.-~".indexOf(c) >= 0
              || safe.indexOf(c) >= 0;
      out.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return out.toString();
  }
}

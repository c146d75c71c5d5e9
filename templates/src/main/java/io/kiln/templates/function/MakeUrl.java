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
import java.util.Set;

/** {@code {make_url: {scheme, username, password, host, port, path, query, fragment}}}. */
final class MakeUrl implements ValueFunction {

  private static final List<String> PARTS =
      List.of("scheme", "username", "password", "host", "port", "path", "query", "fragment");

  private static final int HIGHEST_PORT = 65_535;

  /** The schemes that Python's {@code urllib.parse} knows to name a host; empty is among them. */
  private static final Set<String> HOSTED =
      Set.of(
          "ftp",
          "http",
          "gopher",
          "nntp",
          "telnet",
          "imap",
          "wais",
          "file",
          "mms",
          "https",
          "shttp",
          "snews",
          "prospero",
          "rtsp",
          "rtspu",
          "rsync",
          "svn",
          "svn+ssh",
          "sftp",
          "nfs",
          "git",
          "git+ssh",
          "ws",
          "wss");

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
    Value asked = parts.get("query");
    String query = asked == null ? "" : query(asked);
    String fragment = quote(text(parts, "fragment"), "/");
    var url = new StringBuilder();
    if (!scheme.isEmpty()) {
      url.append(scheme).append(':');
    }
    // A scheme that names hosts has the slashes even when none is given.
    if (!netloc.isEmpty() || (HOSTED.contains(scheme) && !path.startsWith("//"))) {
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
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String quoted = quote(bracketed ? host.substring(1, host.length() - 1) : host, ":");
    netloc.append(quoted.contains(":") ? "[" + quoted + "]" : quoted);
    Value port = parts.get("port");
    // A path through a parameter that leads nowhere gives an empty text: then there is no port.
    if (port != null && !port.equals(Value.text(""))) {
      netloc.append(':').append(port(port));
    }
    return netloc.toString();
  }

  /** The port as it is written, once it is known to be one. */
  private static String port(Value given) {
    int port =
        PythonInt.of(given)
            .orElseThrow(
                () -> new Mistake("Invalid URL port \"%s\" for make_url".formatted(given)));
    if (port < 1 || port > HIGHEST_PORT) {
      throw new Mistake("Invalid URL port %d, must be in range 1-%d".formatted(port, HIGHEST_PORT));
    }
    return PythonText.of(given);
  }

  private static String query(Value query) {
    if (!(query instanceof Value.MapOf(SequencedMap<String, Value> entries, _))) {
      throw new Mistake("The \"query\" argument to \"make_url\" must be a map");
    }
    List<String> pairs = new ArrayList<>();
    entries.forEach((key, value) -> pairs.add(form(key) + "=" + form(PythonText.of(value))));
    return String.join("&", pairs).replace("%2F", "/");
  }

  private static String form(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }

  private static String text(Map<String, Value> parts, String part) {
    Value value = parts.get(part);
    if (value == null) {
      return "";
    }
    if (value instanceof Value.Text(String text, _)) {
      return text;
    }
    throw new Mistake("The \"%s\" argument to \"make_url\" must be a string".formatted(part));
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

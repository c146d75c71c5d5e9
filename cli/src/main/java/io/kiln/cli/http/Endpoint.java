package io.kiln.cli.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a server is and whose stacks are meant.
 *
 * @param server scheme, host and port, with any path prefix before {@code /v1}, without a final
 *     slash
 * @param project the project segment of every address
 */
public record Endpoint(URI server, String project) {
  /** Where a server on this machine listens unless told otherwise. */
  public static final String DEFAULT_SERVER = "http://127.0.0.1:8004";

  public static final String DEFAULT_PROJECT = "admin";

  private static final String HINT = " (it must be like http://host:8004)";

  /**
   * The flag, then KILN_URL, then OS_ENDPOINT (which openstackclient uses and which ends in {@code
   * /v1/PROJECT}), then this machine.
   *
   * @throws IllegalArgumentException when an address is not http or https
   */
  public static Endpoint of(String urlFlag, String projectFlag, Map<String, String> environment) {
    return of(urlFlag, projectFlag, environment, DEFAULT_PROJECT);
  }

  /** Whether a flag, an address or the environment says whose stacks are meant. */
  public static boolean namesProject(
      String urlFlag, String projectFlag, Map<String, String> environment) {
    return !of(urlFlag, projectFlag, environment, "").project().isEmpty();
  }

  private static Endpoint of(
      String urlFlag, String projectFlag, Map<String, String> environment, String otherwise) {
    var url =
        Stream.of(
                urlFlag,
                environment.getOrDefault("KILN_URL", ""),
                environment.getOrDefault("OS_ENDPOINT", ""),
                DEFAULT_SERVER)
            .filter(text -> !text.isBlank())
            .findFirst()
            .orElse(DEFAULT_SERVER);
    var fromPath = "";
    var server = url.replaceAll("/+$", "");
    var version = server.lastIndexOf("/v1");
    if (version > 0 && (version + 3 == server.length() || server.charAt(version + 3) == '/')) {
      fromPath = server.substring(version + 3).replace("/", "");
      server = server.substring(0, version);
    }
    var project =
        Stream.of(
                projectFlag,
                fromPath,
                environment.getOrDefault("KILN_PROJECT", ""),
                environment.getOrDefault("OS_PROJECT_NAME", ""))
            .filter(text -> !text.isBlank())
            .findFirst()
            .orElse(otherwise);
    return new Endpoint(address(server), project);
  }

  /** The same server, and another project. */
  public Endpoint in(String other) {
    return new Endpoint(server, other);
  }

  private static URI address(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("not a server address: " + text + HINT, malformed);
    }
    if (!("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
        || uri.getHost() == null) {
      throw new IllegalArgumentException("not a server address: " + text + HINT);
    }
    return uri;
  }

  /** True when the address can only mean this machine. */
  public boolean loopback() {
    var host = server.getHost();
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  public int port() {
    if (server.getPort() > 0) {
      return server.getPort();
    }
    return "https".equals(server.getScheme()) ? 443 : 80;
  }

  /** An address outside any project, for example {@code root("v2", "hosts")}. */
  public URI root(String... segments) {
    return URI.create(server + "/" + join(segments));
  }

  /** An address in Heat's API. */
  public URI v1(String... segments) {
    return URI.create(server + "/v1/" + encode(project) + "/" + join(segments));
  }

  /** An address in Kiln's own API. */
  public URI v2(String... segments) {
    return URI.create(server + "/v2/" + encode(project) + "/" + join(segments));
  }

  private static String join(String... segments) {
    return Stream.of(segments)
        .map(Endpoint::name)
        .map(Endpoint::encode)
        .collect(Collectors.joining("/"));
  }

  /** What servers and proxies leave out of a path would make it the address of something else. */
  private static String name(String segment) {
    if (segment.isBlank() || segment.equals(".") || segment.equals("..")) {
      throw new IllegalArgumentException("'%s' is no name and no id".formatted(segment));
    }
    return segment;
  }

  /** Percent-encodes one segment: a name with a slash or a question mark stays one segment. */
  static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Appends query keys; values are encoded. */
  public static URI with(URI uri, Map<String, String> query) {
    if (query.isEmpty()) {
      return uri;
    }
    return URI.create(
        uri
            + query.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&", "?", "")));
  }
}

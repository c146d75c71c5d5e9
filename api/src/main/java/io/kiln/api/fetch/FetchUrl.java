package io.kiln.api.fetch;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address in its one plain form, so that what is compared with a pattern is what is asked for.
 *
 * @param host in small letters; an IPv6 address without its brackets
 * @param target path and query as they are sent
 */
record FetchUrl(String scheme, String host, int port, String target) {

  private static final int LONGEST = 2_000;

  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

  /** Four numbers as everybody writes them: a zero in front would be octal to some. */
  private static final Pattern IPV4 =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  /** What some servers take for a way up, and others do not. */
  private static final Pattern DETOUR =
      Pattern.compile("(?i).*(/\\.{1,2}(/.*)?|//.*|%2e.*|%2f.*|%5c.*)");

  /**
   * Reads one.
   *
   * @throws FetchException when it is none, or one in disguise
   */
  static FetchUrl of(String text) throws FetchException {
    URI uri = uri(text);
    String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new FetchException("only http and https are fetched");
    }
    if (uri.getRawUserInfo() != null) {
      throw new FetchException("its address must not carry a user or a password");
    }
    if (uri.getHost() == null || uri.getRawFragment() != null || uri.getHost().contains("%")) {
      throw new FetchException("its address is not one of a host and a path");
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT).replace("[", "").replace("]", "");
    if (NUMBERS.matcher(host).matches() && !IPV4.matcher(host).matches()) {
      throw new FetchException("an IP address is written as four decimal numbers");
    }
    String path = Optional.ofNullable(uri.getRawPath()).filter(p -> !p.isEmpty()).orElse("/");
    if (DETOUR.matcher(path).matches()) {
      throw new FetchException("its path goes up, or nowhere");
    }
    int port = uri.getPort() < 0 ? (scheme.equals("http") ? 80 : 443) : uri.getPort();
    if (port < 1 || port > 65_535) {
      throw new FetchException("its port is none");
    }
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new FetchUrl(scheme, host, port, path + query);
  }

  private static URI uri(String text) throws FetchException {
    if (text.length() > LONGEST) {
      throw new FetchException("its address is longer than %d characters".formatted(LONGEST));
    }
    try {
      return new URI(new URI(text).toASCIIString());
    } catch (URISyntaxException e) {
      throw new FetchException("its address is no URL");
    }
  }

  /** Where a redirect leads. */
  FetchUrl to(String location) throws FetchException {
    try {
      return of(new URI(text()).resolve(new URI(location)).toString());
    } catch (URISyntaxException e) {
      throw new FetchException("it is said to be where no URL leads");
    }
  }

  boolean secure() {
    return scheme.equals("https");
  }

  /** As the Host header has it. */
  String authority() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port == (secure() ? 443 : 80) ? name : name + ":" + port;
  }

  String text() {
    return scheme + "://" + authority() + target;
  }
}

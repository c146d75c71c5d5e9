package io.kiln.api.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From where texts may be fetched, as the operator says with patterns: {@code
 * https://host[:port]/path*}, where the host may begin with {@code *.} or be {@code *}, and stars
 * in the path stand for anything; or an IP address by itself, which names of other patterns may
 * then lead to although it is private.
 *
 * @param places what may be asked for
 * @param addresses private ones that names may lead to
 */
public record FetchRules(List<Place> places, Set<InetAddress> addresses) {

  /** Nothing is fetched. */
  public static final FetchRules NONE = new FetchRules(List.of(), Set.of());

  private static final Pattern FORM =
      Pattern.compile("(https?)://(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9.*-]+)(?::([0-9]{1,5}))?(/.*)?");

  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private static final Pattern HOST =
      Pattern.compile("\\*|(\\*\\.)?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*|\\[.*]");

  /**
   * One pattern.
   *
   * @param host {@code *} for any, {@code *.name} for any below a name
   * @param target what path and query have to be like
   */
  public record Place(String scheme, String host, int port, Pattern target) {

    boolean has(FetchUrl url) {
      return scheme.equals(url.scheme())
          && port == url.port()
          && (host.equals("*")
              || host.equals(url.host())
              || (host.startsWith("*.") && url.host().endsWith(host.substring(1))))
          && target.matcher(url.target()).matches();
    }
  }

  public FetchRules {
    places = List.copyOf(places);
    addresses = Set.copyOf(addresses);
  }

  /** Whether anything may be fetched at all. */
  public boolean any() {
    return !places.isEmpty();
  }

  /**
   * The same and one more pattern.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public FetchRules and(String pattern) {
    if (ADDRESS.matcher(pattern).matches()) {
      Set<InetAddress> more = new HashSet<>(addresses);
      more.add(literal(pattern, pattern));
      return new FetchRules(places, more);
    }
    Matcher form = FORM.matcher(pattern);
    if (!form.matches() || !HOST.matcher(form.group(2)).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no pattern such as https://templates.example/heat/*".formatted(pattern));
    }
    String scheme = form.group(1);
    int port =
        form.group(3) == null
            ? (scheme.equals("http") ? 80 : 443)
            : Integer.parseInt(form.group(3));
    String host = form.group(2).toLowerCase(Locale.ROOT).replace("[", "").replace("]", "");
    String target = form.group(4) == null ? "/*" : form.group(4);
    List<Place> more = new ArrayList<>(places);
    more.add(new Place(scheme, host, port, glob(target)));
    Set<InetAddress> named = new HashSet<>(addresses);
    return new FetchRules(more, named);
  }

  private static Pattern glob(String text) {
    var pattern = new StringBuilder();
    for (String part : text.split("\\*", -1)) {
      pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(pattern.toString());
  }

  /** Whether an address may be asked for; where it leads is looked at by itself. */
  boolean allow(FetchUrl url) {
    return places.stream().anyMatch(place -> place.has(url));
  }

  /**
   * Whether a connection may go there: to public addresses, and to others that a pattern names
   * literally.
   */
  boolean allow(FetchUrl url, InetAddress to) {
    return Addresses.isPublic(to)
        || addresses.contains(to)
        || places.stream()
            .filter(place -> place.has(url) && place.host().equals(url.host()))
            .anyMatch(place -> names(place.host(), to));
  }

  private static boolean names(String host, InetAddress address) {
    if (host.equals("localhost")) {
      return address.isLoopbackAddress();
    }
    return ADDRESS.matcher(host).matches() && literal(host, host).equals(address);
  }

  /** No name is looked up: it is an address in figures. */
  private static InetAddress literal(String address, String pattern) {
    try {
      return InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'%s' is no IP address".formatted(pattern), e);
    }
  }

  /** Looks names up. */
  @FunctionalInterface
  public interface Resolver {

    /** As the system does it. */
    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * All addresses of a name, at least one.
     *
     * @throws UnknownHostException when there is none
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }
}

package io.kiln.templates.check;

import io.kiln.templates.value.Json;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/**
 * Heat's custom constraints. Those that ask a service of a cloud are known by name only. {@code
 * expiration} looks at the form alone: what a stack was made with stays valid, whatever the time.
 */
public final class NamedChecks {

  private static final Map<String, Function<String, Optional<String>>> CHECKS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("cron_expression", CronExpression::fault),
              Map.entry("dns_domain", DnsName::domainFault),
              Map.entry("dns_name", DnsName::fault),
              Map.entry("expiration", NamedChecks::expiration),
              Map.entry("ip_addr", NamedChecks::address),
              Map.entry("ip_or_cidr", NamedChecks::addressOrNetwork),
              Map.entry("iso_8601", text -> IsoTime.valid(text) ? ok() : Optional.of("")),
              Map.entry("json_string", NamedChecks::json),
              Map.entry("mac_addr", NamedChecks::hardwareAddress),
              Map.entry("net_cidr", NamedChecks::network),
              Map.entry("rel_dns_name", DnsName::relativeFault),
              // Heat's own tests make it wait; it refuses nothing.
              Map.entry("test_constr", _ -> ok()),
              Map.entry("timezone", NamedChecks::timezone)));

  /** The services whose constraints Heat has, by the first part of their names. */
  private static final Set<String> SERVICES =
      Set.of(
          "barbican",
          "blazar",
          "cinder",
          "designate",
          "glance",
          "ironic",
          "keystone",
          "magnum",
          "manila",
          "mistral",
          "monasca",
          "neutron",
          "nova",
          "octavia",
          "sahara",
          "senlin",
          "trove",
          "zaqar");

  /** Zones of one offset that the platform knows under other names only. */
  private static final Set<String> FIXED_ZONES = Set.of("EST", "HST", "MST", "ROC");

  private NamedChecks() {}

  private static Optional<String> ok() {
    return Optional.empty();
  }

  /** All names, for hints. */
  public static Set<String> names() {
    return CHECKS.keySet();
  }

  /** Whether this is the name of a check that can be made here. */
  public static boolean has(String name) {
    return CHECKS.containsKey(name);
  }

  /** Whether a check of this name asks a service of a cloud. */
  public static boolean needsCloud(String name) {
    int dot = name.indexOf('.');
    return dot > 0 && SERVICES.contains(name.substring(0, dot));
  }

  /** What is wrong with a text under a check; it may be shown in it, and it may be empty. */
  public static Optional<String> fault(String name, String text) {
    Function<String, Optional<String>> check = CHECKS.get(name);
    return check == null ? ok() : check.apply(text);
  }

  private static Optional<String> address(String text) {
    return IpAddress.valid(text) ? ok() : Optional.of("Invalid IP address");
  }

  private static Optional<String> network(String text) {
    return IpAddress.validNetwork(text)
        ? ok()
        : Optional.of("Invalid net cidr invalid IPNetwork " + text);
  }

  private static Optional<String> addressOrNetwork(String text) {
    if (text.contains("/")) {
      return network(text);
    }
    return IpAddress.valid(text)
        ? ok()
        : Optional.of("'%s' is not a valid IP address".formatted(text));
  }

  private static Optional<String> hardwareAddress(String text) {
    String folded = text.toLowerCase(Locale.ROOT);
    boolean valid =
        folded.matches("[0-9a-f]{1,2}(:[0-9a-f]{1,2}){5}")
            || folded.matches("[0-9a-f]{1,2}(-[0-9a-f]{1,2}){5}")
            || folded.matches("[0-9a-f]{1,4}([.:-][0-9a-f]{1,4}){2}")
            || folded.matches("[0-9a-f]{5,6}[.:-][0-9a-f]{5,6}")
            || folded.matches("[0-9a-f]{11,12}");
    return valid ? ok() : Optional.of("Invalid MAC address.");
  }

  private static Optional<String> timezone(String text) {
    boolean known =
        text.isEmpty()
            || FIXED_ZONES.contains(text.toUpperCase(Locale.ROOT))
            || ZoneId.getAvailableZoneIds().stream().anyMatch(zone -> zone.equalsIgnoreCase(text));
    return known ? ok() : Optional.of("Invalid timezone: '%s'".formatted(text));
  }

  private static Optional<String> expiration(String text) {
    return text.isEmpty() || IsoTime.valid(text.strip())
        ? ok()
        : Optional.of(
            "Expiration %s is invalid: Unable to parse date string '%s'".formatted(text, text));
  }

  private static Optional<String> json(String text) {
    try {
      Json.parse(text);
      return ok();
    } catch (JacksonException _) {
      return Optional.of("JSON string expected");
    }
  }
}

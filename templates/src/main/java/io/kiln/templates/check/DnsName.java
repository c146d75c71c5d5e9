package io.kiln.templates.check;

import java.util.Optional;

/** Host and domain names as Heat takes them. */
final class DnsName {

  private static final int LONGEST = 255;
  private static final int LONGEST_LABEL = 63;

  private DnsName() {}

  static Optional<String> fault(String name) {
    return reason(name)
        .map(reason -> "'%s' not in valid format. Reason: %s".formatted(name, reason));
  }

  static Optional<String> relativeFault(String name) {
    if (name.endsWith(".")) {
      return Optional.of("'%s' is a FQDN. It should be a relative domain name.".formatted(name));
    }
    // A domain is yet to be added: a dot, a letter, a dot.
    if (name.length() > LONGEST - 3) {
      return Optional.of(
          ("'%s' contains '%d' characters. Adding a domain name will cause it to exceed the maximum"
                  + " length of a FQDN of '%d'.")
              .formatted(name, name.length(), LONGEST));
    }
    return fault(name);
  }

  static Optional<String> domainFault(String name) {
    Optional<String> fault = fault(name);
    return fault.isEmpty() && !name.isEmpty() && !name.endsWith(".")
        ? Optional.of("'%s' must end with '.'.".formatted(name))
        : fault;
  }

  private static Optional<String> reason(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String trimmed = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (trimmed.length() > LONGEST) {
      return Optional.of("'%s' exceeds the %d character FQDN limit".formatted(trimmed, LONGEST));
    }
    String[] labels = trimmed.split("\\.", -1);
    for (String label : labels) {
      if (label.isEmpty()) {
        return Optional.of("Encountered an empty component.");
      }
      if (label.startsWith("-") || label.endsWith("-")) {
        return Optional.of("Name '%s' must not start or end with a hyphen.".formatted(label));
      }
      if (!label.matches("[a-z0-9-]{1,63}")) {
        return Optional.of(
            ("Name '%s' must be 1-%d characters long, each of which can only be alphanumeric or a"
                    + " hyphen.")
                .formatted(label, LONGEST_LABEL));
      }
    }
    String top = labels[labels.length - 1];
    return name.endsWith(".") && labels.length > 1 && top.matches("[0-9]+")
        ? Optional.of("TLD '%s' must not be all numeric.".formatted(top))
        : Optional.empty();
  }
}

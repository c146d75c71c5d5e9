package io.kiln.templates.dialect;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The versions of Heat's template format, oldest first. */
public enum HotVersion implements Dialect {
  ICEHOUSE("2013-05-23"),
  JUNO("2014-10-16"),
  KILO("2015-04-30"),
  LIBERTY("2015-10-15"),
  MITAKA("2016-04-08"),
  NEWTON("2016-10-14"),
  OCATA("2017-02-24"),
  PIKE("2017-09-01"),
  QUEENS("2018-03-02"),
  ROCKY("2018-08-31"),
  WALLABY("2021-04-16");

  private final String date;

  HotVersion(String date) {
    this.date = date;
  }

  @Override
  public String key() {
    return "heat_template_version";
  }

  @Override
  public Words words() {
    return Words.HOT;
  }

  /** The date a template names it by. */
  @Override
  public String date() {
    return date;
  }

  /** The release name a template may use instead; the oldest ones have none in Heat. */
  public Optional<String> alias() {
    return atLeast(NEWTON)
        ? Optional.of(name().toLowerCase(java.util.Locale.ROOT))
        : Optional.empty();
  }

  /** Whether this is that version or a later one. */
  public boolean atLeast(HotVersion other) {
    return compareTo(other) >= 0;
  }

  /** The version of this date or name. */
  public static Optional<HotVersion> of(String name) {
    return Arrays.stream(values())
        .filter(
            version ->
                version.date.equals(name)
                    || version.name().toLowerCase(java.util.Locale.ROOT).equals(name))
        .findFirst();
  }

  /** All dates and names, as Heat lists them when a version is wrong. */
  public static String listing() {
    return Arrays.stream(values()).map(HotVersion::date).collect(Collectors.joining(", "))
        + ", "
        + Arrays.stream(values())
            .flatMap(version -> version.alias().stream())
            .collect(Collectors.joining(", "));
  }
}

package io.kiln.hooks.agent;

import io.kiln.hooks.protocol.ConfigFile;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.DeploymentItem;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes what may be secret out of texts that go into failures and progress.
 *
 * <p>The agent is not told which values are secret, so all values of variables and of settings in
 * files count, from {@link #SHORTEST} characters on; a shorter one is either no secret or found by
 * trying anyway, and replacing it would make every text unreadable. In its place stands where the
 * value came from.
 */
final class Redaction {

  static final int SHORTEST = 6;

  private static final Pattern SETTING = Pattern.compile("^\\s*([\\w.-]+)\\s*[=:]\\s*(.+?)\\s*$");
  private static final Pattern URL_PASSWORD = Pattern.compile("(://[^\\s:/@]*:)([^\\s/@]+)(@)");

  private final Map<String, String> names;

  private Redaction(Map<String, String> names) {
    this.names = names;
  }

  /** Hides what a container was given. */
  static Redaction of(ContainerSpec spec, Map<String, String> env) {
    Map<String, String> found = new LinkedHashMap<>();
    env.forEach((key, value) -> add(found, value, "env " + key));
    for (ConfigFile file : spec.files()) {
      for (String line : file.content().lines().toList()) {
        Matcher setting = SETTING.matcher(line);
        if (setting.matches()) {
          add(found, unquoted(setting.group(2)), file.path() + " " + setting.group(1));
        }
        Matcher url = URL_PASSWORD.matcher(line);
        while (url.find()) {
          add(found, url.group(2), file.path() + " password");
        }
      }
    }
    return longestFirst(found);
  }

  /** Hides what a command was given. */
  static Redaction of(Map<String, String> env) {
    Map<String, String> found = new LinkedHashMap<>();
    env.forEach((key, value) -> add(found, value, "env " + key));
    return longestFirst(found);
  }

  /** Hides what a deployment was given. */
  static Redaction of(DeploymentItem item) {
    Map<String, String> found = new LinkedHashMap<>();
    for (DeploymentItem.Input input : item.inputs()) {
      if (input.value().isString()) {
        add(found, input.value().asString(), "input " + input.name());
      }
    }
    return longestFirst(found);
  }

  String clean(String text) {
    String clean = text;
    for (Map.Entry<String, String> entry : names.entrySet()) {
      clean = clean.replace(entry.getKey(), "<" + entry.getValue() + ">");
    }
    return URL_PASSWORD.matcher(clean).replaceAll("$1***$3");
  }

  /** The last lines of a text, cleaned. */
  String lastLines(String text, int lines) {
    List<String> all = clean(text).stripTrailing().lines().toList();
    return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
  }

  private static void add(Map<String, String> found, String value, String name) {
    if (value.length() >= SHORTEST) {
      found.putIfAbsent(value, name);
    }
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.startsWith("\"") || value.startsWith("'"))
            && value.charAt(0) == value.charAt(value.length() - 1);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** A value that is part of a longer one must not break the longer one apart. */
  private static Redaction longestFirst(Map<String, String> found) {
    Map<String, String> sorted = new LinkedHashMap<>();
    found.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, String>>comparingInt(entry -> entry.getKey().length())
                .reversed())
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return new Redaction(sorted);
  }
}

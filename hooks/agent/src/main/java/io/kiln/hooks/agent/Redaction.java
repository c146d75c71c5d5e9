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
import tools.jackson.databind.JsonNode;

/**
 * Takes what may be secret out of texts that go into failures and progress.
 *
 * <p>The agent is told of a deployment's inputs only which are secret. Otherwise all values of
 * variables and of settings in files count, from {@link #SHORTEST} characters on; a shorter one is
 * either no secret or found by trying anyway, and replacing it would make every text unreadable. In
 * its place stands where the value came from.
 */
final class Redaction {

  static final int SHORTEST = 6;

  /** What is said to be secret is hidden from here on. */
  private static final int SHORTEST_SECRET = 4;

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
    Map<String, String> found = secrets(item);
    for (DeploymentItem.Input input : item.inputs()) {
      if (input.value().isString()) {
        add(found, input.value().asString(), "input " + input.name());
      }
    }
    return longestFirst(found);
  }

  /** Hides the inputs of a deployment that are said to be secret, and nothing else. */
  static Redaction ofSecrets(DeploymentItem item) {
    return longestFirst(secrets(item));
  }

  private static Map<String, String> secrets(DeploymentItem item) {
    Map<String, String> found = new LinkedHashMap<>();
    for (DeploymentItem.Input input : item.inputs()) {
      if (input.sensitive()) {
        addLeaves(found, input.value(), "input " + input.name());
      }
    }
    return found;
  }

  private static void addLeaves(Map<String, String> found, JsonNode value, String name) {
    String text = value.isValueNode() && !value.isBoolean() ? value.asString().strip() : "";
    if (text.length() >= SHORTEST_SECRET) {
      found.putIfAbsent(text, name);
    }
    value.forEach(inner -> addLeaves(found, inner, name));
  }

  /** The text without what was given; nothing else in it is changed. */
  String mask(String text) {
    String masked = text;
    for (Map.Entry<String, String> entry : names.entrySet()) {
      masked = masked.replace(entry.getKey(), "<" + entry.getValue() + ">");
    }
    return masked;
  }

  String clean(String text) {
    return URL_PASSWORD.matcher(mask(text)).replaceAll("$1***$3");
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

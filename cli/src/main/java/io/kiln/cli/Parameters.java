package io.kiln.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Parameters from the command line: always text, the server knows their types. */
final class Parameters {
  private static final Pattern NAMED =
      Pattern.compile("\\s*[A-Za-z_][\\w.:-]*=", Pattern.UNICODE_CHARACTER_CLASS);

  private Parameters() {}

  /** A name given twice becomes a list, as in python-heatclient. */
  static ObjectNode of(Session session, List<String> pairs, List<String> files) {
    var values = session.json().createObjectNode();
    for (var pair : pairs) {
      for (var one : split(pair)) {
        var at = equalsSign(one);
        add(values, one.substring(0, at).strip(), one.substring(at + 1));
      }
    }
    for (var pair : files) {
      var at = equalsSign(pair);
      var path = session.directory().resolve(pair.substring(at + 1));
      try {
        add(values, pair.substring(0, at).strip(), Files.readString(path));
      } catch (IOException unreadable) {
        throw new Refusal(Exit.USAGE, "cannot read " + path + " for --parameter-file");
      }
    }
    return values;
  }

  /** {@code a=1;b=2} is two parameters, {@code script=ls; pwd} is one. */
  private static List<String> split(String pair) {
    var parts = Arrays.stream(pair.split(";")).filter(part -> !part.isBlank()).toList();
    var all = parts.stream().allMatch(part -> NAMED.matcher(part).lookingAt());
    return all && !parts.isEmpty() ? new ArrayList<>(parts) : List.of(pair);
  }

  private static int equalsSign(String pair) {
    var at = pair.indexOf('=');
    if (at <= 0) {
      throw new Refusal(Exit.USAGE, "a parameter is written KEY=VALUE, not: " + pair);
    }
    return at;
  }

  private static void add(ObjectNode values, String name, String value) {
    if (!values.has(name)) {
      values.put(name, value);
    } else if (values.get(name) instanceof ArrayNode list) {
      list.add(value);
    } else {
      var first = values.path(name);
      values.putArray(name).add(first).add(value);
    }
  }
}

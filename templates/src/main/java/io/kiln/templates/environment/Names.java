package io.kiln.templates.environment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * File names in texts: relative to the file they stand in first, then as given. Only names of files
 * that were sent along are ever found; nothing is fetched.
 */
public final class Names {

  private Names() {}

  /** The key under which a file was sent. */
  public static Optional<String> find(Map<String, String> files, String base, String name) {
    String beside = beside(base, name);
    if (files.containsKey(beside)) {
      return Optional.of(beside);
    }
    return files.containsKey(name) ? Optional.of(name) : Optional.empty();
  }

  /** The name as seen from where the base file stands. */
  public static String beside(String base, String name) {
    if (name.startsWith("/") || name.contains("://")) {
      return name;
    }
    int schemeEnd = base.contains("://") ? base.indexOf("://") + 3 : 0;
    int slash = base.lastIndexOf('/');
    String folder = slash >= schemeEnd ? base.substring(schemeEnd, slash + 1) : "";
    Deque<String> parts = new ArrayDeque<>();
    for (String part : List.of((folder + name).split("/", -1))) {
      boolean up = part.equals("..") && !parts.isEmpty();
      if (up && !parts.peekLast().isEmpty() && !parts.peekLast().equals("..")) {
        parts.removeLast();
      } else if (!part.equals(".")) {
        parts.addLast(part);
      }
    }
    return base.substring(0, schemeEnd) + String.join("/", parts);
  }

  /** Whether a type of this name is a template of its own. */
  public static boolean isTemplate(String type) {
    return type.endsWith(".yaml") || type.endsWith(".template");
  }
}

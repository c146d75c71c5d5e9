package io.kiln.cli.files;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A file and the name it is sent under.
 *
 * @param key its path from the template's folder, with {@code /}; as written where a text names it
 *     absolutely
 * @param path where it is on this machine
 */
record Source(String key, Path path) {

  /** The file that this one's text names: relative to this one, as the server will look for it. */
  Source named(String name) {
    if (name.startsWith("/") || name.contains("://")) {
      var place = name.startsWith("file:") ? Path.of(URI.create(name)) : Path.of(name);
      return new Source(name, place.normalize());
    }
    return new Source(beside(name), path.resolveSibling(name).normalize());
  }

  private String beside(String name) {
    Deque<String> parts = new ArrayDeque<>();
    var folder = key.substring(0, key.lastIndexOf('/') + 1);
    for (String part : List.of((folder + name).split("/", -1))) {
      var last = parts.peekLast();
      if (part.equals("..") && last != null && !last.isEmpty() && !last.equals("..")) {
        parts.removeLast();
      } else if (!part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }
}

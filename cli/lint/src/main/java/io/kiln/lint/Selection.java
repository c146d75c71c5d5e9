package io.kiln.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;

/** Which files are meant: names, and patterns that a shell left alone. */
public final class Selection {

  /** The text that comes in by itself. */
  public static final String STANDARD_INPUT = "-";

  private static final String PATTERN = "*?[{";

  private Selection() {}

  /**
   * The files by their names as seen from a folder, without those that stand there twice.
   *
   * @throws BadSelection when a name or a pattern leads to no file
   */
  public static List<String> expand(Path folder, Collection<String> given) {
    SequencedSet<String> names = new java.util.LinkedHashSet<>();
    for (String one : given) {
      Path path = folder.resolve(one);
      if (one.equals(STANDARD_INPUT) || Files.isRegularFile(path)) {
        names.add(tidy(one));
      } else if (Files.isDirectory(path)) {
        throw new BadSelection(
            "%s is a folder; for the templates in it write '%s/**/*.yaml'"
                .formatted(one, one.replaceFirst("/+$", "")));
      } else if (one.chars().anyMatch(c -> PATTERN.indexOf(c) >= 0)) {
        names.addAll(matching(folder, one));
      } else if (Files.exists(path)) {
        throw new BadSelection(one + " is no regular file");
      } else {
        throw new BadSelection("there is no file " + one);
      }
    }
    return List.copyOf(names);
  }

  /** {@code ./a/../b.yaml} as messages say it: {@code b.yaml}. */
  private static String tidy(String name) {
    return Path.of(name).normalize().toString().replace('\\', '/');
  }

  private static SequencedSet<String> matching(Path folder, String pattern) {
    int special = 0;
    while (PATTERN.indexOf(pattern.charAt(special)) < 0) {
      special++;
    }
    String start = pattern.substring(0, pattern.lastIndexOf('/', special) + 1);
    List<PathMatcher> matchers = matchers(pattern.substring(start.length()));
    SequencedSet<String> found = new TreeSet<>();
    Path root = folder.resolve(start);
    try {
      if (Files.isDirectory(root)) {
        Files.walkFileTree(root, new Gatherer(root, start, matchers, found));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    if (found.isEmpty()) {
      throw new BadSelection("no file matches " + pattern);
    }
    return found;
  }

  /** Two stars stand for any number of folders, none among them. */
  private static List<PathMatcher> matchers(String rest) {
    List<String> forms = new ArrayList<>(List.of(rest));
    if (rest.contains("**/")) {
      forms.add(rest.replace("**/", ""));
    }
    return forms.stream()
        .map(form -> FileSystems.getDefault().getPathMatcher("glob:" + form))
        .toList();
  }

  /** Walks below a folder; hidden files and folders are passed by, as shells do. */
  private static final class Gatherer extends SimpleFileVisitor<Path> {

    private final Path root;
    private final String start;
    private final List<PathMatcher> matchers;
    private final Collection<String> found;

    Gatherer(Path root, String start, List<PathMatcher> matchers, Collection<String> found) {
      this.root = root;
      this.start = start;
      this.matchers = matchers;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return !folder.equals(root) && hidden(folder)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      Path below = root.relativize(file);
      if (!hidden(file)
          && Files.isRegularFile(file)
          && matchers.stream().anyMatch(matcher -> matcher.matches(below))) {
        found.add(tidy(start + below));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
      return FileVisitResult.CONTINUE; // a folder that may not be read holds nothing to check
    }

    private static boolean hidden(Path path) {
      return String.valueOf(path.getFileName()).startsWith(".");
    }
  }
}

package io.kiln.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The habits that keep the house readable. Each has a reason; none is discussed in review. */
final class TidyTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** A longer file has more than one reason to exist. */
  private static final int MAX_LINES = 500;

  /** Words that say nothing about what is in the drawer. */
  private static final Pattern EMPTY_NAME =
      Pattern.compile("(?:^|[a-z0-9])(Utils?|Common|Helpers?|Manager|Impl|Dto|DTO)(?=[A-Z]|$)");

  private static final Set<String> EMPTY_PACKAGES =
      Set.of("util", "utils", "common", "helper", "helpers", "manager", "impl", "dto");

  /** Unfinished work belongs in an issue, a place on one machine in nobody's repository. */
  private static final Pattern LEFT_BEHIND =
      Pattern.compile(
          "\\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b|@auth" + "or|/ro" + "ot/|/wo" + "rk/");

  private static final Set<String> SKIPPED =
      Set.of("target", ".git", ".kiln", "node_modules", ".idea");

  private static List<Path> files = List.of();

  @BeforeAll
  static void walk() throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            var skip = SKIPPED.contains(String.valueOf(folder.getFileName()));
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    files = found;
  }

  @Test
  void theWholeHouseWasRead() {
    assertThat(java()).hasSizeGreaterThan(100);
    assertThat(java().stream().map(file -> ROOT.relativize(file).getName(0).toString()).distinct())
        .contains("templates", "engine", "resources", "hooks", "db", "api", "cli", "it");
  }

  @Test
  void aFileHasOneReasonToExist() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : java()) {
      try (var lines = Files.lines(file)) {
        var count = lines.count();
        if (count > MAX_LINES) {
          tooLong.add(ROOT.relativize(file) + ": " + count + " lines");
        }
      }
    }
    assertThat(tooLong).as("files over %d lines", MAX_LINES).isEmpty();
  }

  @Test
  void namesSayWhatIsInThere() {
    List<String> empty = new ArrayList<>();
    for (Path file : java()) {
      var name = file.getFileName().toString().replace(".java", "");
      var inEmptyPackage = false;
      for (Path part : ROOT.relativize(file)) {
        inEmptyPackage |= EMPTY_PACKAGES.contains(part.toString());
      }
      if (inEmptyPackage || EMPTY_NAME.matcher(name).find()) {
        empty.add(ROOT.relativize(file).toString());
      }
    }
    assertThat(empty).as("names without a meaning").isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsForAndKnowsNoNull() throws IOException {
    Set<Path> packages = new TreeSet<>();
    java().stream()
        .filter(file -> file.toString().contains("/src/main/java/"))
        .forEach(file -> packages.add(file.resolveSibling("package-info.java")));
    List<String> missing = new ArrayList<>();
    for (Path info : packages) {
      var text = Files.exists(info) ? Files.readString(info) : "";
      if (!text.contains("@NullMarked") || !text.startsWith("/**")) {
        missing.add(ROOT.relativize(info).toString());
      }
    }
    assertThat(missing).as("package-info.java with a sentence and @NullMarked").isEmpty();
  }

  @Test
  void nothingIsLeftLyingAround() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      if (isText(file)) {
        var number = 0;
        for (var line : Files.readAllLines(file)) {
          number++;
          if (LEFT_BEHIND.matcher(line).find()) {
            found.add(ROOT.relativize(file) + ":" + number + ": " + line.strip());
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static List<Path> java() {
    return files.stream().filter(file -> file.toString().endsWith(".java")).toList();
  }

  private static boolean isText(Path file) {
    var name = file.getFileName().toString();
    return name.endsWith(".java")
        || name.endsWith(".md")
        || name.endsWith(".xml")
        || name.endsWith(".sql")
        || name.endsWith(".properties")
        || !name.contains(".");
  }
}

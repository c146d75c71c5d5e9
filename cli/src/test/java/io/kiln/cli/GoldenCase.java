package io.kiln.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with sections: {@code === command}, {@code === server} (a recording), {@code === file
 * NAME}, {@code === env}, {@code === typed} (then a person is there), and what is compared: {@code
 * === requests}, {@code === out}, {@code === err}, {@code === exit}.
 */
record GoldenCase(Path path, SequencedMap<String, String> sections) {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final List<String> COMPARED = List.of("requests", "out", "err", "exit");

  static GoldenCase read(Path path) throws IOException {
    SequencedMap<String, String> sections = new LinkedHashMap<>();
    var name = "";
    var text = new StringBuilder();
    for (var line : Files.readAllLines(path)) {
      if (line.startsWith("=== ")) {
        keep(sections, name, text);
        name = line.substring(4).strip();
      } else {
        text.append(line).append('\n');
      }
    }
    keep(sections, name, text);
    return new GoldenCase(path, sections);
  }

  private static void keep(Map<String, String> sections, String name, StringBuilder text) {
    if (!name.isEmpty()) {
      sections.put(name, text.toString());
    }
    text.setLength(0);
  }

  String section(String name) {
    return sections.getOrDefault(name, "");
  }

  String[] command() {
    return WORD.matcher(section("command"))
        .results()
        .map(match -> match.group(1) != null ? match.group(1) : match.group(2))
        .toArray(String[]::new);
  }

  void writeFiles(Path directory, String url) throws IOException {
    for (var entry : sections.entrySet()) {
      if (entry.getKey().startsWith("file ")) {
        var file = directory.resolve(entry.getKey().substring(5));
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, entry.getValue().replace("\"SERVER\"", "\"" + url + "\""));
      }
    }
  }

  /** Everything that is compared, in one text, so that a difference shows whole. */
  String expected() {
    var text = new StringBuilder();
    COMPARED.forEach(name -> append(text, name, section(name)));
    return text.toString();
  }

  static String actual(Run run, List<String> requests, String url, Path directory) {
    var text = new StringBuilder();
    append(text, "requests", String.join("\n", requests));
    append(text, "out", run.out());
    append(text, "err", run.err());
    append(text, "exit", Integer.toString(run.exit()));
    // Only classes from an archive know their version.
    return text.toString()
        .replace(url, "http://SERVER")
        .replace(directory.toString(), "DIR")
        .replaceAll("(\"name\":\"kiln lint\"),\"version\":\"[^\"]*\"", "$1");
  }

  private static void append(StringBuilder text, String name, String content) {
    text.append("=== ")
        .append(name)
        .append('\n')
        .append(content.replaceFirst("^\n+", "").stripTrailing());
    text.append(content.isBlank() ? "" : "\n");
  }

  /** Keeps what is given, and replaces what is compared. */
  void rewrite(String actual) throws IOException {
    var text = new StringBuilder();
    sections.forEach(
        (name, content) -> {
          if (!COMPARED.contains(name)) {
            append(text, name, content);
          }
        });
    Files.writeString(path, text + actual);
  }

  Map<String, String> environment(String url, Path directory) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("KILN_URL", url);
    environment.put("KILN_DATA", directory.resolve("data").toString());
    section("env")
        .lines()
        .filter(line -> line.contains("="))
        .forEach(
            line ->
                environment.put(
                    line.substring(0, line.indexOf('=')),
                    line.substring(line.indexOf('=') + 1)
                        .replaceAll("^SERVER", Matcher.quoteReplacement(url))));
    return environment;
  }
}

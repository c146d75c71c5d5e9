package io.kiln.cli.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads a template and, with the rights of whoever calls, every file that it and its environments
 * name, and those name, and so on. References stay as written; a file goes by its path relative to
 * the template's folder, so that the server finds {@code files/a} named in {@code sub/b.yaml} as
 * {@code sub/files/a}.
 */
public final class Collector {
  /** More than the largest template set in use (TripleO's: 1,100) by a wide margin. */
  private static final int MAX_FILES = 5_000;

  /** No server takes a body of this size; better to say so before sending. */
  private static final long MAX_BYTES = 32L * 1024 * 1024;

  private final ObjectMapper yaml = YAMLMapper.builder().build();
  private final SequencedMap<String, String> files = new LinkedHashMap<>();
  private final Set<Path> searched = new HashSet<>();
  private final List<String> missing = new ArrayList<>();
  private long bytes;

  private Collector() {}

  /**
   * Gathers a template and its environments.
   *
   * @throws UnreadableFile when the template or an environment cannot be read, or all is too much
   */
  public static Bundle collect(Path template, List<Path> environments) {
    var path = template.toAbsolutePath().normalize();
    var folder = path.getParent();
    var name = path.getFileName();
    if (folder == null || name == null) {
      throw new UnreadableFile(template + " is a folder, not a template");
    }
    var collector = new Collector();
    var text = collector.required(path, "template");
    var root = new Source(name.toString(), path);
    collector.searched.add(path);
    collector.follow(root, Reference.inTemplate(collector.parse(text)));
    List<String> environmentFiles = new ArrayList<>();
    for (Path environment : environments) {
      var place = environment.toAbsolutePath().normalize();
      var source = new Source(folder.relativize(place).toString().replace('\\', '/'), place);
      var content = collector.required(place, "environment");
      collector.files.put(source.key(), content);
      environmentFiles.add(source.key());
      collector.follow(source, Reference.inEnvironment(collector.parse(content)));
    }
    return new Bundle(text, name.toString(), collector.files, environmentFiles, collector.missing);
  }

  private void follow(Source from, List<Reference> references) {
    for (Reference reference : references) {
      var target = from.named(reference.path());
      if (!files.containsKey(target.key())) {
        read(from, reference, target);
      }
      var text = files.get(target.key());
      if (text != null && reference.template() && searched.add(target.path())) {
        follow(target, Reference.inTemplate(parse(text)));
      }
    }
  }

  private void read(Source from, Reference reference, Source target) {
    try {
      var content = content(target.path());
      var text = decoded(content);
      if (text.isEmpty() && reference.template()) {
        throw noText(from.key() + " names a template that", target.path());
      }
      // What is no text goes in Base64, as python-heatclient sends it.
      files.put(target.key(), text.orElseGet(() -> Base64.getEncoder().encodeToString(content)));
    } catch (IOException unreadable) {
      // The server knows the line; it will refuse the template there. This says where was looked.
      missing.add(
          "%s names %s, but there is no readable file %s"
              .formatted(from.key(), reference.path(), target.path()));
    }
  }

  private String required(Path path, String what) {
    try {
      return decoded(content(path)).orElseThrow(() -> noText("the " + what, path));
    } catch (IOException unreadable) {
      throw new UnreadableFile(
          Files.isDirectory(path)
              ? "the %s %s is a folder; name a file".formatted(what, path)
              : Files.exists(path)
                  ? "cannot read the %s %s".formatted(what, path)
                  : "there is no %s %s".formatted(what, path));
    }
  }

  private static UnreadableFile noText(String what, Path path) {
    return new UnreadableFile(
        "%s is not text: %s holds bytes that are no UTF-8".formatted(what, path));
  }

  /** Bytes that are to be sent, within what may be. */
  private byte[] content(Path path) throws IOException {
    bytes += Files.size(path);
    if (bytes > MAX_BYTES || files.size() >= MAX_FILES) {
      throw new UnreadableFile(
          "the template names too much: more than %d files or %d MiB, at %s"
              .formatted(MAX_FILES, MAX_BYTES >> 20, path));
    }
    return Files.readAllBytes(path);
  }

  /** Empty when it is no text. */
  private static Optional<String> decoded(byte[] content) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
  }

  /** What is no YAML names no files; the server will say what is wrong with it, and where. */
  private JsonNode parse(String text) {
    try {
      return yaml.readTree(text);
    } catch (JacksonException malformed) {
      return yaml.nullNode();
    }
  }
}

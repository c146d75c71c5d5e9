package io.kiln.lint;

import io.kiln.templates.lint.DocumentKind;
import io.kiln.templates.lint.Mentions;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.TextLimits;
import io.kiln.templates.text.TextReader;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The texts of a folder by their names as seen from it, each read once and only when it is named.
 * For several threads at once.
 */
final class Shelf {

  /** No text of a template is as large; what {@code get_file} names may be larger than that. */
  private static final long LARGEST = 32L * 1024 * 1024;

  private final Path folder;
  private final TextLimits limits;
  private final Map<String, Optional<Text>> texts = new ConcurrentHashMap<>();
  private final Map<String, Document> documents = new ConcurrentHashMap<>();

  /**
   * A file's text.
   *
   * @param content its characters; of what is no text its bytes in Base64, as a client sends them
   * @param fault why it is no text
   */
  record Text(String name, String content, Optional<Diagnostic> fault) {}

  /**
   * A text, understood.
   *
   * @param findings why it cannot be understood
   * @param root nothing when it cannot be understood
   * @param mentions the files it names
   */
  record Document(
      Text text,
      List<Diagnostic> findings,
      Optional<Node> root,
      DocumentKind kind,
      List<Mentions.Mention> mentions) {}

  Shelf(Path folder, TextLimits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  /** Puts a text there that lies in no file. */
  void put(String name, byte[] bytes) {
    texts.put(name, Optional.of(text(name, bytes)));
  }

  /** The text of this name; nothing when there is no file that can be read. */
  Optional<Text> get(String name) {
    Optional<Text> known = texts.get(name);
    if (known == null) {
      known = read(name);
      texts.put(name, known);
    }
    return known;
  }

  private Optional<Text> read(String name) {
    try {
      Path path = name.startsWith("file:") ? Path.of(URI.create(name)) : folder.resolve(name);
      if (!Files.isRegularFile(path)) {
        return Optional.empty();
      }
      if (Files.size(path) > LARGEST) {
        String why = "The text is larger than the maximum of %d bytes.".formatted(limits.bytes());
        Diagnostic large = Diagnostic.error("text-too-large", why, "", start(name));
        return Optional.of(new Text(name, "", Optional.of(large)));
      }
      return Optional.of(text(name, Files.readAllBytes(path)));
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty(); // whoever names it is told so, at the place of the name
    }
  }

  /** The text of this name as a template or environment. */
  Optional<Document> document(String name) {
    return get(name).map(text -> documents.computeIfAbsent(name, _ -> document(text)));
  }

  /** All that were understood so far. */
  java.util.Collection<Document> documents() {
    return java.util.List.copyOf(documents.values());
  }

  private Document document(Text text) {
    if (text.fault().isPresent()) {
      return new Document(
          text, List.of(text.fault().get()), Optional.empty(), DocumentKind.HOT, List.of());
    }
    var findings = new Findings();
    var read = new TextReader(limits).document(text.content(), text.name(), findings);
    Optional<Node> root = read.map(io.kiln.templates.text.Document::root);
    DocumentKind kind = root.map(DocumentKind::of).orElse(DocumentKind.HOT);
    if (kind == DocumentKind.ENVIRONMENT) {
      // Of templates the compiler says it: it knows the dialect.
      read.orElseThrow().refuseShortTags(findings, Optional.empty());
    }
    return new Document(
        text,
        findings.sorted(),
        root,
        kind,
        root.map(node -> Mentions.in(node, kind)).orElse(List.of()));
  }

  private static Text text(String name, byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    boolean broken = decoder.decode(in, out, true).isError();
    String read = out.flip().toString();
    if (!broken) {
      return new Text(name, read, Optional.empty());
    }
    Diagnostic why =
        Diagnostic.error(
                "bad-encoding",
                "The byte 0x%02X does not belong into a text in UTF-8."
                    .formatted(bytes[in.position()] & 0xff),
                "",
                end(name, read))
            .withHint("save the file in UTF-8");
    return new Text(name, Base64.getEncoder().encodeToString(bytes), Optional.of(why));
  }

  private static SourceSpan start(String name) {
    return new SourceSpan(name, 1, 1, 1, 2);
  }

  private static SourceSpan end(String name, String read) {
    int line = (int) read.chars().filter(c -> c == '\n').count() + 1;
    String last = read.substring(read.lastIndexOf('\n') + 1);
    int column = last.codePointCount(0, last.length()) + 1;
    return new SourceSpan(name, line, column, line, column + 1);
  }
}

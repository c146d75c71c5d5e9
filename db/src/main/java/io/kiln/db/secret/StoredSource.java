package io.kiln.db.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Whole stack sources as bytes in a row and back: compressed, then sealed as a whole, because
 * secrets may stand anywhere in them: in parameters, in environments, in a template's defaults.
 */
public final class StoredSource {

  private final SecretBox box;
  private final StoredValue values = StoredValue.inClear();

  /** A codec that seals with this box. */
  public StoredSource(SecretBox box) {
    this.box = box;
  }

  /**
   * A source as a row holds it.
   *
   * @param hash equal for equal sources, and of no use for guessing them without the key
   * @param body the sealed source
   */
  @SuppressWarnings("ArrayRecordComponent") // Two columns on their way; never compared.
  public record Row(byte[] hash, byte[] body) {}

  /** Seals a source. */
  public Row write(StackSource source) {
    SequencedMap<String, Value> document = new LinkedHashMap<>();
    document.put("template", Value.text(source.template()));
    document.put("templateName", Value.text(source.templateName()));
    document.put("files", texts(source.files()));
    document.put(
        "environmentFiles",
        Value.list(source.environmentFiles().stream().map(Value::text).toList()));
    source.environment().ifPresent(text -> document.put("environment", Value.text(text)));
    document.put("parameters", Value.map(new TreeMap<>(source.parameters())));
    if (!source.forgotten().isEmpty()) {
      document.put(
          "forgotten", Value.list(source.forgotten().stream().sorted().map(Value::text).toList()));
    }
    byte[] clear = values.write(Value.map(document)).getBytes(UTF_8);
    return new Row(box.fingerprint(clear), box.seal(compressed(clear)));
  }

  /**
   * Opens a source.
   *
   * @throws IllegalStateException when it cannot be opened
   */
  public StackSource read(byte[] body) {
    Value.MapOf document = values.readMap(new String(expanded(box.open(body)), UTF_8));
    Map<String, String> files = new LinkedHashMap<>();
    map(document, "files").entries().forEach((name, text) -> files.put(name, text(text)));
    return new StackSource(
        text(document.get("template")),
        text(document.get("templateName")),
        files,
        names(document.get("environmentFiles")),
        Optional.of(document.get("environment"))
            .filter(Value.Text.class::isInstance)
            .map(StoredSource::text),
        map(document, "parameters").entries(),
        document.entries().containsKey("forgotten")
            ? Set.copyOf(names(document.get("forgotten")))
            : Set.of());
  }

  private static Value.MapOf texts(Map<String, String> texts) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    new TreeMap<>(texts).forEach((name, text) -> values.put(name, Value.text(text)));
    return Value.map(values);
  }

  private static String text(Value value) {
    if (value instanceof Value.Text(String text, _)) {
      return text;
    }
    throw new IllegalStateException("a stored source lacks a text");
  }

  private static Value.MapOf map(Value.MapOf document, String key) {
    if (document.get(key) instanceof Value.MapOf map) {
      return map;
    }
    throw new IllegalStateException("a stored source lacks its " + key);
  }

  private static List<String> names(Value value) {
    if (value instanceof Value.ListOf(List<Value> items, _)) {
      return items.stream().map(StoredSource::text).toList();
    }
    throw new IllegalStateException("a stored source lacks the names of its environments");
  }

  private static byte[] compressed(byte[] clear) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(clear);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static byte[] expanded(byte[] compressed) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a stored source is damaged", e);
    }
  }
}

package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code {digest: [algorithm, value]}}: the hex digest of a text. */
final class Digest implements ValueFunction {

  /** Python's names for what the platform calls otherwise. */
  private static final Map<String, String> ALGORITHMS =
      Map.ofEntries(
          Map.entry("md5", "MD5"),
          Map.entry("sha1", "SHA-1"),
          Map.entry("sha224", "SHA-224"),
          Map.entry("sha256", "SHA-256"),
          Map.entry("sha384", "SHA-384"),
          Map.entry("sha512", "SHA-512"),
          Map.entry("sha512_224", "SHA-512/224"),
          Map.entry("sha512_256", "SHA-512/256"),
          Map.entry("sha3_224", "SHA3-224"),
          Map.entry("sha3_256", "SHA3-256"),
          Map.entry("sha3_384", "SHA3-384"),
          Map.entry("sha3_512", "SHA3-512"));

  @Override
  public String name() {
    return "digest";
  }

  @Override
  public String summary() {
    return "A function for performing digest operations.";
  }

  @Override
  public Availability availability() {
    return Availability.since(HotVersion.KILO);
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> parts = site.list(argument, "[algorithm, value]");
    if (parts.size() != 2) {
      throw new Mistake("Argument to \"digest\" must be of the form [algorithm, value]");
    }
    Optional<Value> open = site.unknown(parts);
    if (open.isPresent()) {
      return open.get();
    }
    String algorithm = site.text(parts.get(0), "The algorithm").toLowerCase(Locale.ROOT);
    String text = site.text(parts.get(1), "The value");
    String platform = ALGORITHMS.get(algorithm);
    if (platform == null) {
      throw new Mistake(
          "invalid-argument",
          "Algorithm must be one of %s".formatted(ALGORITHMS.keySet().stream().sorted().toList()),
          io.kiln.templates.source.Suggestion.hint(algorithm, ALGORITHMS.keySet()));
    }
    // Heat digests the Latin-1 form of a text.
    if (text.chars().anyMatch(c -> c > 0xff)) {
      throw new Mistake("The value of \"digest\" has characters beyond Latin-1");
    }
    try {
      byte[] digest =
          MessageDigest.getInstance(platform).digest(text.getBytes(StandardCharsets.ISO_8859_1));
      return new Value.Text(HexFormat.of().formatHex(digest), site.mark(argument));
    } catch (NoSuchAlgorithmException missing) {
      throw new Mistake("This platform has no %s: %s".formatted(platform, missing.getMessage()));
    }
  }
}

package io.kiln.resources.spi;

import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes known secrets out of texts before anybody sees them.
 *
 * <p>A secret is every sensitive text or number from {@link #SHORTEST} characters on: as it is, as
 * JSON writes it, and each longer line of it. A word of a text that is a piece of a secret is
 * masked too, such as the password of a URL that a host quotes, unless the word is known from a
 * value that is not secret.
 */
public final class Redaction {

  /** Shorter secrets are words like "yes": to blot them out everywhere would hide the message. */
  private static final int SHORTEST = 4;

  /** Shorter lines and pieces are often common words, which a message needs to be understood. */
  private static final int SHORTEST_PIECE = 8;

  private static final Pattern WORD = Pattern.compile("[^\\s'\"`(),;<>\\[\\]{}]{8,}");

  private final List<String> secrets;
  private final Set<String> plain;

  private Redaction(Set<String> secrets, Set<String> plain) {
    // The longest first: one secret may be part of another.
    this.secrets =
        secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    this.plain = plain;
  }

  /** Knows the secrets among these values and inside of them. */
  public static Redaction of(Collection<? extends Value> values) {
    Set<String> secrets = new HashSet<>();
    Set<String> plain = new HashSet<>();
    values.forEach(value -> collect(value, false, secrets, plain));
    return new Redaction(secrets, plain);
  }

  /** The text with each secret masked. */
  public String apply(String text) {
    if (secrets.isEmpty()) {
      return text;
    }
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, Value.MASK);
    }
    return WORD.matcher(masked).replaceAll(this::withoutPiece);
  }

  /**
   * The value with a mark on each text that holds a secret and on its number, so that what is made
   * of a secret is one. A text that is also given as a plain value stays as it is.
   */
  public Value mark(Value value) {
    return switch (value) {
      case Value.Text(String text, _) -> holdsSecret(text) ? Value.secret(value) : value;
      case Value.Num(var number, _) ->
          holdsSecret(number.toPlainString()) ? Value.secret(value) : value;
      case Value.ListOf(var items, var mark) ->
          new Value.ListOf(items.stream().map(this::mark).toList(), mark);
      case Value.MapOf map -> mark(map);
      case Value.Null _, Value.Bool _, Value.Unknown _ -> value;
    };
  }

  /** As {@link #mark(Value)}, for a map, which stays one. */
  public Value.MapOf mark(Value.MapOf map) {
    SequencedMap<String, Value> marked = new LinkedHashMap<>();
    map.entries().forEach((key, entry) -> marked.put(key, mark(entry)));
    return new Value.MapOf(marked, map.mark());
  }

  private boolean holdsSecret(String text) {
    return !plain.contains(text) && secrets.stream().anyMatch(text::contains);
  }

  private String withoutPiece(MatchResult word) {
    String said = word.group();
    int end = said.length();
    while (end > 0 && ".:!?".indexOf(said.charAt(end - 1)) >= 0) {
      end--;
    }
    String piece = said.substring(0, end);
    boolean secret =
        piece.length() >= SHORTEST_PIECE
            && secrets.stream().anyMatch(each -> each.contains(piece))
            && plain.stream().noneMatch(each -> each.contains(piece));
    return secret ? Value.MASK + said.substring(end) : Matcher.quoteReplacement(said);
  }

  private static void collect(
      Value value, boolean inSecret, Set<String> secrets, Set<String> plain) {
    boolean secret = inSecret || value.mark().sensitive();
    switch (value) {
      case Value.Text(String text, _) -> add(text, secret, secrets, plain);
      case Value.Num(var number, _) -> add(number.toPlainString(), secret, secrets, plain);
      case Value.ListOf(var items, _) ->
          items.forEach(item -> collect(item, secret, secrets, plain));
      case Value.MapOf(var entries, _) ->
          entries.values().forEach(entry -> collect(entry, secret, secrets, plain));
      case Value.Null _, Value.Bool _, Value.Unknown _ -> {}
    }
  }

  private static void add(String text, boolean secret, Set<String> secrets, Set<String> plain) {
    String whole = text.strip();
    if (!secret) {
      plain.add(text);
    } else if (whole.length() >= SHORTEST) {
      String json = Json.write(Value.text(whole));
      secrets.add(whole);
      secrets.add(json.substring(1, json.length() - 1));
      whole
          .lines()
          .map(String::strip)
          .filter(line -> line.length() >= SHORTEST_PIECE)
          .forEach(secrets::add);
    }
  }
}

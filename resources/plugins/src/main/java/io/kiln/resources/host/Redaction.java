package io.kiln.resources.host;

import io.kiln.templates.value.Value;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes known secrets out of what hosts say, before anybody sees it. */
public final class Redaction {

  /** Shorter secrets are words like "yes": to blot them out everywhere would hide the message. */
  private static final int SHORTEST = 4;

  private final List<String> secrets;

  private Redaction(Set<String> secrets) {
    // The longest first: one secret may be part of another.
    this.secrets =
        secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  /** Knows the secrets among these values and inside of them. */
  public static Redaction of(Collection<? extends Value> values) {
    Set<String> secrets = new HashSet<>();
    values.forEach(value -> collect(value, value.mark().sensitive(), secrets));
    return new Redaction(secrets);
  }

  /** The text with each secret masked. */
  public String apply(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, Value.MASK);
    }
    return masked;
  }

  private static void collect(Value value, boolean secret, Set<String> into) {
    switch (value) {
      case Value.Text(String text, var mark) -> {
        if ((secret || mark.sensitive()) && text.strip().length() >= SHORTEST) {
          into.add(text.strip());
        }
      }
      case Value.ListOf(var items, var mark) ->
          items.forEach(item -> collect(item, secret || mark.sensitive(), into));
      case Value.MapOf(var entries, var mark) ->
          entries.values().forEach(entry -> collect(entry, secret || mark.sensitive(), into));
      case Value.Null _, Value.Bool _, Value.Num _, Value.Unknown _ -> {}
    }
  }
}

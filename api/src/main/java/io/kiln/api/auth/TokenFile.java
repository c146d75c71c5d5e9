package io.kiln.api.auth;

import io.kiln.api.credentials.CredentialFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Those who are named in a file: by a token, or by name and password. */
public final class TokenFile implements Authenticator {

  private static final Outcome REFUSED =
      new Outcome.Refused("The credentials are unknown here, or not valid any more.");

  private final CredentialFile<Known> file;
  private final InstantSource clock;

  /** A file's entries; what is remembered of passwords goes with them. */
  private record Known(Listed listed, Passwords passwords) {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException that says why it cannot be used
   */
  public TokenFile(Path file, InstantSource clock) {
    this.clock = clock;
    this.file =
        new CredentialFile<>(
            "--tokens", file, text -> new Known(Listed.parse(text), new Passwords(clock)), clock);
  }

  @Override
  public List<String> challenges() {
    return List.of("Basic realm=\"kiln\", charset=\"UTF-8\"");
  }

  @Override
  public Outcome authenticate(Credentials credentials) {
    Known known = file.current();
    return switch (credentials) {
      case Credentials.Absent _ -> new Outcome.Refused("Authentication is required.");
      case Credentials.Token(String secret) -> token(known.listed(), secret);
      case Credentials.Password(String user, String secret) ->
          known.passwords().check(known.listed().logins(), user, secret);
    };
  }

  @Override
  public Optional<Caller> atOnce(Credentials credentials) {
    Known known = file.current();
    return switch (credentials) {
      case Credentials.Absent _ -> Optional.empty();
      case Credentials.Token(String secret) ->
          token(known.listed(), secret) instanceof Outcome.Known(Caller caller)
              ? Optional.of(caller)
              : Optional.empty();
      case Credentials.Password(String user, String secret) ->
          known.passwords().recall(known.listed().logins(), user, secret);
    };
  }

  /** Every entry is compared, in the same time: how long it takes says nothing of where one is. */
  private Outcome token(Listed listed, String secret) {
    byte[] hash = sha256(secret).getBytes(StandardCharsets.US_ASCII);
    Instant now = clock.instant();
    Outcome found = REFUSED;
    for (Listed.TokenEntry entry : listed.tokens()) {
      byte[] known = entry.sha256().getBytes(StandardCharsets.US_ASCII);
      if (MessageDigest.isEqual(known, hash) && entry.holds(now)) {
        found = new Outcome.Known(entry.caller());
      }
    }
    return found;
  }

  /** In hexadecimal. */
  static String sha256(String secret) {
    try {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

package io.kiln.api.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those whom Keystone knows. What it said of a token is kept for a short while, and never beyond
 * the token's own end; that it was away is not kept at all. Tokens are known here by their hash
 * alone.
 */
public final class Keystone implements Authenticator {

  private static final Logger LOG = LoggerFactory.getLogger(Keystone.class);

  /** Clients at the same time; one that falls out is asked for again. */
  private static final int MOST_KEPT = 10_000;

  /** Tokens of Keystone's are some 200 characters; ones with a whole catalogue were 8,000. */
  private static final int LONGEST_TOKEN = 16_384;

  private static final Outcome REFUSED =
      new Outcome.Refused("The token is not valid, or not any more.");

  private final KeystoneSettings settings;
  private final InstantSource clock;
  private final KeystoneClient client;
  private final KeystoneGuard guard;
  private final SequencedMap<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, CompletableFuture<Outcome>> underWay = new ConcurrentHashMap<>();

  private record Kept(Outcome outcome, Instant until) {}

  public Keystone(KeystoneSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.client = new KeystoneClient(settings);
    this.guard = new KeystoneGuard(settings.timing());
  }

  @Override
  public boolean judges(Credentials credentials) {
    return !(credentials instanceof Credentials.Password);
  }

  @Override
  public List<String> challenges() {
    return List.of("Keystone uri=\"%s\"".formatted(settings.url()));
  }

  @Override
  public Outcome authenticate(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Absent _ -> new Outcome.Refused("Authentication is required.");
      case Credentials.Password _ ->
          new Outcome.Refused("Passwords are for Keystone, which gives a token for them.");
      case Credentials.Token(String secret) when secret.length() > LONGEST_TOKEN -> REFUSED;
      case Credentials.Token(String secret) -> token(secret);
    };
  }

  @Override
  public Optional<Caller> atOnce(Credentials credentials) {
    return credentials instanceof Credentials.Token(String secret)
            && secret.length() <= LONGEST_TOKEN
            && known(TokenFile.sha256(secret)).orElse(REFUSED)
                instanceof Outcome.Known(Caller caller)
        ? Optional.of(caller)
        : Optional.empty();
  }

  private Outcome token(String secret) {
    String print = TokenFile.sha256(secret);
    Optional<Outcome> known = known(print);
    if (known.isPresent()) {
      return known.get();
    }
    var mine = new CompletableFuture<Outcome>();
    CompletableFuture<Outcome> first = underWay.putIfAbsent(print, mine);
    if (first != null) {
      return first.join(); // many requests with one token ask once
    }
    try {
      Outcome outcome = ask(secret, print);
      mine.complete(outcome);
      return outcome;
    } catch (RuntimeException | Error e) {
      mine.complete(away());
      throw e;
    } finally {
      underWay.remove(print);
    }
  }

  private Outcome ask(String secret, String print) {
    KeystoneSettings.Timing timing = settings.timing();
    try {
      Optional<KeystoneClient.Validated> said = guard.call(() -> client.validate(secret));
      Instant now = clock.instant();
      if (said.isEmpty() || !now.isBefore(said.get().expires())) {
        return keep(print, REFUSED, now.plus(timing.refusedFor()));
      }
      Instant until = now.plus(timing.knownFor());
      Instant end = said.get().expires();
      return keep(print, new Outcome.Known(said.get().caller()), end.isBefore(until) ? end : until);
    } catch (KeystoneClient.BadTokenException e) {
      return REFUSED;
    } catch (IdentityUnavailableException e) {
      LOG.warn("Nobody can log in at the moment: {}", e.getMessage());
      return away();
    }
  }

  private Outcome away() {
    Duration later = settings.timing().openFor();
    return new Outcome.Away("Keystone cannot be asked at the moment who you are.", later);
  }

  private Optional<Outcome> known(String print) {
    synchronized (kept) {
      Kept entry = kept.get(print);
      if (entry == null) {
        return Optional.empty();
      }
      if (!clock.instant().isBefore(entry.until())) {
        kept.remove(print);
        return Optional.empty();
      }
      return Optional.of(entry.outcome());
    }
  }

  private Outcome keep(String print, Outcome outcome, Instant until) {
    synchronized (kept) {
      kept.put(print, new Kept(outcome, until));
      if (kept.size() > MOST_KEPT) {
        kept.pollFirstEntry();
      }
    }
    return outcome;
  }
}

package io.kiln.api.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Compares passwords, which is slow on purpose: one that was right is remembered for a while, by a
 * hash under a key of this process alone, and only so many are compared at a time.
 */
final class Passwords {

  /** A client sends its password with every request; one comparison covers many. */
  private static final Duration REMEMBERED = Duration.ofMinutes(5);

  private static final int MOST_REMEMBERED = 1_000;

  /** Half of a small machine: guessing must not keep others from being served. */
  private static final int AT_A_TIME = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Outcome REFUSED =
      new Outcome.Refused("The credentials are unknown here, or not valid any more.");

  private final InstantSource clock;
  private final SecretKeySpec key;
  private final Semaphore slots = new Semaphore(AT_A_TIME, true);
  private final SequencedMap<String, Instant> right = new LinkedHashMap<>();

  Passwords(InstantSource clock) {
    this.clock = clock;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, "HmacSHA256");
  }

  /** Whose password this is, when it was right not long ago. */
  Optional<Caller> recall(List<Listed.Login> logins, String user, String secret) {
    return login(logins, user)
        .filter(one -> remembered(print(one, secret)))
        .map(Listed.Login::caller);
  }

  private static Optional<Listed.Login> login(List<Listed.Login> logins, String user) {
    return logins.stream().filter(one -> one.caller().user().equals(user)).findFirst();
  }

  /** Whether this is the password of one of these. */
  Outcome check(List<Listed.Login> logins, String user, String secret) {
    Optional<Listed.Login> login = login(logins, user);
    String print = login.map(one -> print(one, secret)).orElse("");
    if (login.isPresent() && remembered(print)) {
      return new Outcome.Known(login.get().caller());
    }
    PasswordHash hash = login.map(Listed.Login::password).orElse(PasswordHash.OF_NOBODY);
    Optional<Boolean> fits = compare(hash, secret);
    if (fits.isEmpty()) {
      return new Outcome.Away("Too many passwords are being compared.", Duration.ofSeconds(1));
    }
    if (login.isEmpty() || !fits.get()) {
      return REFUSED;
    }
    remember(print);
    return new Outcome.Known(login.get().caller());
  }

  /** Empty when there was no room for it. */
  private Optional<Boolean> compare(PasswordHash hash, String secret) {
    try {
      if (!slots.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(hash.fits(secret));
    } finally {
      slots.release();
    }
  }

  /** Of the very password with the very hash it was compared with. */
  private String print(Listed.Login login, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(login.password().hash().getBytes(StandardCharsets.UTF_8));
      mac.update(login.caller().user().getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return HexFormat.of().formatHex(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private boolean remembered(String print) {
    synchronized (right) {
      Instant until = right.get(print);
      return until != null && clock.instant().isBefore(until);
    }
  }

  private void remember(String print) {
    synchronized (right) {
      right.putLast(print, clock.instant().plus(REMEMBERED));
      if (right.size() > MOST_REMEMBERED) {
        right.pollFirstEntry();
      }
    }
  }
}

package io.kiln.api.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Fetches texts. Each address, the first and those that redirects lead to, is compared with the
 * rules, then looked up once; where that leads is looked at too, and the connection goes to the
 * very address that was looked at (docs/decisions/0087).
 */
public final class Fetcher {

  /** As browsers and curl have it, or less. */
  private static final int MOST_REDIRECTS = 5;

  /** A client waits for it, and so do others that are fetched for it. */
  private static final int AT_ONCE = 16;

  private final FetchRules rules;
  private final FetchRules.Resolver resolver;
  private final Duration patience;
  private final int maxBytes;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * Fetches by these rules.
   *
   * @param patience for one text, with all its redirects
   * @param maxBytes largest text
   */
  public Fetcher(FetchRules rules, FetchRules.Resolver resolver, Duration patience, int maxBytes) {
    this.rules = rules;
    this.resolver = resolver;
    this.patience = patience;
    this.maxBytes = maxBytes;
  }

  /** Whether anything may be fetched at all. */
  public boolean any() {
    return rules.any();
  }

  /** Whether this may be asked for. */
  public boolean allows(String url) {
    try {
      return rules.allow(FetchUrl.of(url));
    } catch (FetchException e) {
      return false;
    }
  }

  /**
   * One text.
   *
   * @throws FetchException that says why there is none
   */
  public String text(String url) throws FetchException {
    long end = System.nanoTime() + patience.toNanos();
    if (!places.tryAcquire()) {
      throw new FetchException("too much is fetched at once just now; try again in a moment");
    }
    try {
      FetchUrl at = FetchUrl.of(url);
      for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
        PlainHttp.Answer answer = ask(at, end);
        if (answer.location().isEmpty()) {
          return answer.text();
        }
        FetchUrl next = at.to(answer.location().get());
        if (at.secure() && !next.secure()) {
          throw new FetchException("it leads from https to http");
        }
        at = next;
      }
      throw new FetchException("it leads on and on");
    } finally {
      places.release();
    }
  }

  private PlainHttp.Answer ask(FetchUrl url, long end) throws FetchException {
    if (!rules.allow(url)) {
      throw new FetchException(
          "no --allow-fetch pattern of this server allows %s://%s"
              .formatted(url.scheme(), url.authority()));
    }
    List<InetAddress> addresses = resolved(url);
    for (InetAddress address : addresses) {
      if (!rules.allow(url, address)) {
        throw new FetchException(
            "%s leads to an address that is not public, and no --allow-fetch pattern names that"
                .formatted(url.host()));
      }
    }
    try {
      return new PlainHttp(url, maxBytes, end).get(addresses.getFirst());
    } catch (IOException e) {
      throw new FetchException(
          System.nanoTime() > end
              ? "%s took longer than %d seconds".formatted(url.host(), patience.toSeconds())
              : "%s could not be asked".formatted(url.host()));
    }
  }

  private List<InetAddress> resolved(FetchUrl url) throws FetchException {
    try {
      return resolver.resolve(url.host());
    } catch (UnknownHostException e) {
      throw new FetchException("there is no host %s".formatted(url.host()));
    }
  }
}

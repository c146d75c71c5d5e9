package io.kiln.api.auth;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Which Keystone is asked, and as whom.
 *
 * @param url with {@code /v3} at its end
 * @param user who asks: needs a role that may validate tokens, such as {@code service} or admin
 * @param cacert certificates to trust instead of those of the JDK; PEM
 */
public record KeystoneSettings(
    URI url,
    String user,
    String password,
    String userDomain,
    String project,
    String projectDomain,
    Optional<Path> cacert,
    Timing timing) {

  /**
   * How long things may take and last.
   *
   * @param deadline of one call
   * @param attempts at one call, the first included
   * @param openFor how long a Keystone that failed often is left alone
   * @param knownFor how long a token counts as valid without asking: a role that is taken away
   *     works on for so long at most
   * @param refusedFor how long a token counts as invalid without asking
   */
  public record Timing(
      Duration deadline, int attempts, Duration openFor, Duration knownFor, Duration refusedFor) {

    /** As for people who wait; refusals are short, since a token may be a moment younger. */
    public static final Timing DEFAULT =
        new Timing(
            Duration.ofSeconds(5),
            2,
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(2));
  }

  /** Leaves out the password. */
  @Override
  public String toString() {
    return "Keystone[%s as %s]".formatted(url, user);
  }
}

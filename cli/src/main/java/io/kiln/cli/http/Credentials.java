package io.kiln.cli.http;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What a server is told about who asks, and how it is known to be the server.
 *
 * @param headers sent with every request; secrets, never printed
 * @param cacert certificates to trust instead of the usual ones
 */
public record Credentials(Map<String, String> headers, Optional<Path> cacert) {
  public static final Credentials NONE = new Credentials(Map.of(), Optional.empty());

  public Credentials {
    headers = Map.copyOf(headers);
  }

  /** The flag, then KILN_TOKEN, then OS_TOKEN, then KILN_USER with KILN_PASSWORD. */
  public static Credentials of(
      String tokenFlag, Optional<Path> cacert, Map<String, String> environment) {
    for (var token :
        new String[] {
          tokenFlag,
          environment.getOrDefault("KILN_TOKEN", ""),
          environment.getOrDefault("OS_TOKEN", "")
        }) {
      if (!token.isBlank()) {
        return token(token, cacert);
      }
    }
    var user = environment.getOrDefault("KILN_USER", "");
    if (!user.isBlank()) {
      var pair = user + ":" + environment.getOrDefault("KILN_PASSWORD", "");
      var encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      return new Credentials(Map.of("Authorization", "Basic " + encoded), cacert);
    }
    return new Credentials(Map.of(), cacert);
  }

  static Credentials token(String token, Optional<Path> cacert) {
    return new Credentials(Map.of("X-Auth-Token", token.strip()), cacert);
  }

  /** Whether there is anything that says who asks. */
  public boolean present() {
    return !headers.isEmpty();
  }

  @Override
  public String toString() {
    return "Credentials[%s]".formatted(headers.keySet());
  }
}

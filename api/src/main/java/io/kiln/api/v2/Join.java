package io.kiln.api.v2;

import io.kiln.api.hosts.JoinedHost;
import io.kiln.api.http.BadInputException;
import io.kiln.api.http.JsonObject;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says of its host.
 *
 * @param url where the agent listens: http on a loopback address
 * @param role what the host is for, as templates choose hosts by
 * @param address under which other hosts reach it; by default that of the url
 * @param runtime what runs its containers
 * @param engineVersion of the container engine
 */
@Schema(name = "Join")
record Join(
    @Schema(pattern = "^" + NAME + "$") String name,
    @Schema(format = "uri") String url,
    @Schema(pattern = "^" + NAME + "$") @Nullable String role,
    @Nullable String address,
    @Schema(allowableValues = {"docker", "simulated"}) String runtime,
    @Nullable String engineVersion) {

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
  private static final Pattern NAMED = Pattern.compile(NAME);

  /**
   * Reads it.
   *
   * @throws BadInputException that says what is wrong
   */
  static Join of(JsonObject body) {
    body.only("name", "url", "role", "address", "runtime", "engine_version");
    String name = named(body, "name");
    String role = body.has("role") ? named(body, "role") : null;
    String runtime = body.requiredText("runtime");
    if (!runtime.equals("docker") && !runtime.equals("simulated")) {
      throw new BadInputException("'runtime' must be docker or simulated.");
    }
    return new Join(
        name,
        body.requiredText("url"),
        role,
        body.text("address").orElse(null),
        runtime,
        body.text("engine_version").orElse(null));
  }

  /**
   * The host as it joins now.
   *
   * @throws BadInputException when its agent cannot be called safely
   */
  JoinedHost at(Instant now) {
    URI checked = loopback(url);
    return new JoinedHost(
        name,
        Optional.ofNullable(role),
        checked.toString(),
        address == null ? checked.getHost() : address,
        runtime,
        engineVersion == null ? "" : engineVersion,
        now,
        now);
  }

  private static String named(JsonObject body, String key) {
    String name = body.requiredText(key);
    if (!NAMED.matcher(name).matches()) {
      throw new BadInputException(
          "'%s' must be 1 to 100 letters, digits, '.', '_' and '-', the first a letter or digit."
              .formatted(key));
    }
    return name;
  }

  /** Without certificates an agent is only called where nobody can listen in. */
  private static URI loopback(String text) {
    try {
      URI url = URI.create(text);
      if ("http".equals(url.getScheme())
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getPort() > 0
          && InetAddress.getByName(url.getHost()).isLoopbackAddress()) {
        return url;
      }
    } catch (IllegalArgumentException | UnknownHostException e) {
      throw new BadInputException("'url' is no address of an agent.");
    }
    throw new BadInputException(
        "'url' must be http://127.0.0.1:PORT: without certificates only agents on loopback are"
            + " called.");
  }
}

package io.kiln.api.boot;

import io.kiln.api.auth.KeystoneSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** The options that say who may ask a server. */
final class AccessOptions {

  static final List<HelpEntry> HELP =
      List.of(
          new HelpEntry(
              "--tokens FILE", "a file that names who may ask, by token or by name and password"),
          new HelpEntry(
              "--keystone-url URL",
              "the Keystone that is asked who sent a token, such as https://keystone:5000/v3; its"
                  + " password for that is in KILN_KEYSTONE_PASSWORD"),
          new HelpEntry("--keystone-user NAME", "who asks it (kiln)"),
          new HelpEntry("--keystone-project NAME", "in which project (service)"),
          new HelpEntry("--keystone-domain NAME", "of which domain (Default)"),
          new HelpEntry("--keystone-cacert FILE", "the certificates to trust (PEM)"),
          new HelpEntry(
              "--tls-cert FILE", "speak TLS with this certificate; PEM, read again when renewed"),
          new HelpEntry("--tls-key FILE", "and with this key"),
          new HelpEntry(
              "--behind-proxy",
              "something in front of the server speaks TLS: listen without it anywhere, and believe"
                  + " what it says by X-Forwarded-For, -Proto, -Host and -Port;"
                  + " --behind-proxy=ADDRESS,… believes those alone"));

  private static final Set<String> WITH_VALUE =
      Set.of(
          "--tokens",
          "--keystone-url",
          "--keystone-user",
          "--keystone-project",
          "--keystone-domain",
          "--keystone-cacert",
          "--tls-cert",
          "--tls-key");

  private final Map<String, String> said = new HashMap<>();
  private Optional<FrontProxy> proxy = Optional.empty();
  private OptionalInt requests = OptionalInt.empty();

  /**
   * Takes an option when it is one of these.
   *
   * @param attached its value when it was written with =
   * @param value the same, or the next word
   */
  boolean take(String option, Optional<String> attached, Supplier<String> value) {
    if (option.equals("--behind-proxy")) {
      proxy = Optional.of(FrontProxy.of(attached));
      return true;
    }
    if (!WITH_VALUE.contains(option)) {
      return false;
    }
    said.put(option, value.get());
    return true;
  }

  /** Takes a limit when it is about requests. */
  boolean takeLimit(String setting) {
    OptionalInt limit = RequestLimit.of(setting);
    requests = limit.isPresent() ? limit : requests;
    return limit.isPresent();
  }

  /**
   * What was chosen.
   *
   * @throws IllegalArgumentException when it does not fit together
   */
  Access chosen() {
    return new Access(file("--tokens"), keystone(), tls(), proxy, requests);
  }

  private Optional<Tls> tls() {
    Optional<Path> certificate = file("--tls-cert");
    Optional<Path> key = file("--tls-key");
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("--tls-cert and --tls-key need one another");
    }
    return certificate.map(path -> new Tls(path, key.orElseThrow()));
  }

  private Optional<KeystoneSettings> keystone() {
    String url = said.get("--keystone-url");
    if (url == null) {
      for (String option : said.keySet()) {
        if (option.startsWith("--keystone-")) {
          throw new IllegalArgumentException(option + " needs --keystone-url");
        }
      }
      return Optional.empty();
    }
    String domain = said.getOrDefault("--keystone-domain", "Default");
    return Optional.of(
        new KeystoneSettings(
            identity(url),
            said.getOrDefault("--keystone-user", "kiln"),
            Optional.ofNullable(System.getenv("KILN_KEYSTONE_PASSWORD"))
                .filter(text -> !text.isBlank())
                .orElse(""),
            domain,
            said.getOrDefault("--keystone-project", "service"),
            domain,
            file("--keystone-cacert"),
            KeystoneSettings.Timing.DEFAULT));
  }

  private static URI identity(String text) {
    URI url = ServerOptions.web("--keystone-url", text);
    return url.getPath().endsWith("/v3") ? url : URI.create(url + "/v3");
  }

  private Optional<Path> file(String option) {
    Optional<Path> path = Optional.ofNullable(said.get(option)).map(Path::of);
    path.ifPresent(
        file -> {
          if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("%s %s cannot be read".formatted(option, file));
          }
        });
    return path;
  }
}

package io.kiln.api.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Those whom a server under test knows, each by a token. */
public final class KnownCallers {

  private KnownCallers() {}

  /**
   * Knows these, from a file that is written here.
   *
   * @param folder where the file is to lie
   * @param callers user, project and role of each, as {@code ada alpha member}; the id of project
   *     alpha is id-alpha
   */
  public static Authenticator of(Path folder, String... callers) throws IOException {
    Path file = folder.resolve("tokens.yaml");
    Files.writeString(
        file,
        Stream.of(callers)
            .map(KnownCallers::entry)
            .collect(Collectors.joining("", "tokens:\n", "")));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return new TokenFile(file, InstantSource.system());
  }

  private static String entry(String caller) {
    String[] words = caller.split(" ");
    return "  - {user: %s, project: {id: id-%s, name: %s}, role: %s, sha256: %s}\n"
        .formatted(words[0], words[1], words[1], words[2], TokenFile.sha256(token(words[0])));
  }

  /** What a user sends as X-Auth-Token. */
  public static String token(String user) {
    return "token-of-" + user;
  }
}

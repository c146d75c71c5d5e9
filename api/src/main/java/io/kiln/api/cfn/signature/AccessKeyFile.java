package io.kiln.api.cfn.signature;

import io.kiln.api.auth.Role;
import io.kiln.api.credentials.CredentialFile;
import io.kiln.api.credentials.Section;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Access keys that are named in a file (docs/cloudformation-api.md). */
public final class AccessKeyFile implements AccessKeys {

  /** AWS's rule for the ids of keys. */
  private static final Pattern ID = Pattern.compile("\\w{1,128}");

  /** Shorter ones can be found by trying all from one signature that was overheard. */
  private static final int SHORTEST_SECRET = 16;

  private final CredentialFile<Map<String, AccessKey>> file;

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException that says why it cannot be used
   */
  public AccessKeyFile(Path file, InstantSource clock) {
    this.file = new CredentialFile<>("--access-keys", file, AccessKeyFile::parse, clock);
  }

  @Override
  public Optional<AccessKey> find(String id) {
    return Optional.ofNullable(file.current().get(id));
  }

  private static Map<String, AccessKey> parse(String text) {
    Map<String, AccessKey> keys = new LinkedHashMap<>();
    Section file = Section.parse(text, Set.of("keys"));
    for (Section entry : file.list("keys", Set.of("id", "secret", "project", "user", "role"))) {
      AccessKey key = key(entry);
      if (keys.put(key.id(), key) != null) {
        throw entry.wrong("id", "is there twice");
      }
    }
    return keys;
  }

  private static AccessKey key(Section entry) {
    String id = entry.text("id", ID, "1 to 128 letters, digits and _");
    String secret = entry.text("secret");
    if (secret.length() < SHORTEST_SECRET) {
      throw entry.wrong(
          "secret", "must be a text of at least %d characters".formatted(SHORTEST_SECRET));
    }
    return new AccessKey(
        id,
        secret,
        entry.has("user") ? entry.name("user") : id,
        entry.name("project"),
        role(entry));
  }

  private static Role role(Section entry) {
    String role = entry.has("role") ? entry.text("role") : "member";
    return List.of(Role.READER, Role.MEMBER).stream()
        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(role))
        .findFirst()
        .orElseThrow(() -> entry.wrong("role", "must be reader or member"));
  }
}

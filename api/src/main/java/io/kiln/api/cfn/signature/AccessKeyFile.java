package io.kiln.api.cfn.signature;

import io.kiln.api.auth.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Access keys that are named in a file (docs/cloudformation-api.md). The file is read again when it
 * has changed; one that cannot be used then is complained about, and what was read before stays.
 */
public final class AccessKeyFile implements AccessKeys {

  private static final Logger LOG = LoggerFactory.getLogger(AccessKeyFile.class);

  private static final long MOST_BYTES = 4L * 1024 * 1024;

  /** AWS's rule for the ids of keys. */
  private static final Pattern ID = Pattern.compile("\\w{1,128}");

  private static final Pattern NAME = Pattern.compile("[\\p{Alnum}][\\p{Alnum}@._:-]{0,254}");

  /** Shorter ones can be found by trying all from one signature that was overheard. */
  private static final int SHORTEST_SECRET = 16;

  private final Path file;
  private volatile Read read;

  private record Read(Map<String, AccessKey> keys, Stamp stamp) {}

  private record Stamp(FileTime changed, long size, @Nullable Object key) {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException that says why it cannot be used
   */
  public AccessKeyFile(Path file) {
    this.file = file;
    try {
      this.read = read(stamp());
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--access-keys %s cannot be used: %s".formatted(file, e.getMessage()), e);
    }
  }

  @Override
  public Optional<AccessKey> find(String id) {
    return Optional.ofNullable(current().get(id));
  }

  private Map<String, AccessKey> current() {
    Read known = read;
    try {
      Stamp now = stamp();
      if (!now.equals(known.stamp())) {
        synchronized (this) {
          if (!now.equals(read.stamp())) {
            read = new Read(known.keys(), now); // complained about once
            read = read(now);
          }
          known = read;
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("{} cannot be used any more, its old keys stay: {}", file, e.getMessage());
    }
    return known.keys();
  }

  private Stamp stamp() throws IOException {
    PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
    return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
  }

  private Read read(Stamp stamp) throws IOException {
    if (stamp.size() > MOST_BYTES) {
      throw new IllegalArgumentException("it is longer than %d bytes".formatted(MOST_BYTES));
    }
    Set<PosixFilePermission> others =
        EnumSet.of(
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.GROUP_WRITE);
    others.retainAll(Files.getPosixFilePermissions(file, new LinkOption[0]));
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(
          "it holds secrets in clear and others may read or write it: chmod 600");
    }
    return new Read(parse(Files.readString(file, StandardCharsets.UTF_8)), stamp);
  }

  /**
   * Reads the text of a file.
   *
   * @throws IllegalArgumentException that says where and what is wrong, without quoting a secret
   */
  static Map<String, AccessKey> parse(String text) {
    Object loaded;
    try {
      loaded =
          new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build())
              .loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      throw new IllegalArgumentException(
          "it is no YAML%s"
              .formatted(
                  e.getProblemMark().map(mark -> " at line " + (mark.getLine() + 1)).orElse("")),
          e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException("it is no YAML", e);
    }
    if (!(map(loaded, "the file", Set.of("keys")).get("keys") instanceof List<?> entries)) {
      throw new IllegalArgumentException("'keys' must be a list");
    }
    Map<String, AccessKey> keys = new LinkedHashMap<>();
    int at = 0;
    for (Object entry : entries) {
      String where = "keys[%d]".formatted(at++);
      AccessKey key = key(entry, where);
      if (keys.put(key.id(), key) != null) {
        throw new IllegalArgumentException(where + ": its id is there twice");
      }
    }
    return keys;
  }

  private static AccessKey key(Object entry, String where) {
    Map<?, ?> map = map(entry, where, Set.of("id", "secret", "project", "user", "role"));
    String id = text(map, "id", where, ID, "1 to 128 letters, digits and _");
    if (!(map.get("secret") instanceof String secret) || secret.length() < SHORTEST_SECRET) {
      throw new IllegalArgumentException(
          "%s: 'secret' must be a text of at least %d characters"
              .formatted(where, SHORTEST_SECRET));
    }
    String named = "1 to 255 letters, digits and @ . _ : -";
    String project = text(map, "project", where, NAME, named);
    String user = map.containsKey("user") ? text(map, "user", where, NAME, named) : id;
    return new AccessKey(id, secret, user, project, role(map, where));
  }

  private static Role role(Map<?, ?> map, String where) {
    Object role = map.containsKey("role") ? map.get("role") : "member";
    for (Role known : List.of(Role.READER, Role.MEMBER)) {
      if (known.name().toLowerCase(Locale.ROOT).equals(role)) {
        return known;
      }
    }
    throw new IllegalArgumentException(where + ": 'role' must be reader or member");
  }

  private static Map<?, ?> map(@Nullable Object value, String where, Set<String> known) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(where + " must be a map");
    }
    if (!known.containsAll(map.keySet())) {
      // The key may be a secret in the wrong place: it is not quoted.
      throw new IllegalArgumentException(
          "%s has a key that is none of %s"
              .formatted(where, String.join(", ", known.stream().sorted().toList())));
    }
    return map;
  }

  private static String text(
      Map<?, ?> map, String key, String where, Pattern pattern, String described) {
    if (map.get(key) instanceof String text && pattern.matcher(text).matches()) {
      return text;
    }
    throw new IllegalArgumentException("%s: '%s' must be %s".formatted(where, key, described));
  }
}

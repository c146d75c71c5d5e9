package io.kiln.api.auth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Who is named in a token file (docs/authentication.md).
 *
 * @param tokens those who come with a token
 * @param logins those who come with a name and a password
 */
record Listed(List<TokenEntry> tokens, List<Login> logins) {

  /** A tenth of a second to look through, and far more than anybody keeps by hand. */
  private static final int MOST_ENTRIES = 10_000;

  private static final Pattern NAME = Pattern.compile("[\\p{Alnum}][\\p{Alnum}@._:-]{0,254}");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

  Listed {
    tokens = List.copyOf(tokens);
    logins = List.copyOf(logins);
  }

  /**
   * Somebody with a token.
   *
   * @param sha256 all that is known of the token; hexadecimal, in small letters
   */
  record TokenEntry(Caller caller, String sha256, Optional<Instant> expires) {

    boolean holds(Instant now) {
      return expires.isEmpty() || now.isBefore(expires.get());
    }
  }

  /** Somebody with a password. */
  record Login(Caller caller, PasswordHash password) {}

  /**
   * Reads the text of a file.
   *
   * @throws IllegalArgumentException that says where and what is wrong, without quoting a secret
   */
  static Listed parse(String text) {
    Object loaded;
    try {
      loaded =
          new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build())
              .loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      throw new IllegalArgumentException(
          "no YAML%s"
              .formatted(
                  e.getProblemMark().map(mark -> " at line " + (mark.getLine() + 1)).orElse("")),
          e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException("no YAML", e);
    }
    Map<?, ?> top = map(loaded, "the file", Set.of("tokens", "users"));
    List<TokenEntry> tokens = new ArrayList<>();
    int at = 0;
    for (Object entry : list(top.get("tokens"), "tokens")) {
      tokens.add(token(entry, "tokens[%d]".formatted(at++)));
    }
    List<Login> logins = new ArrayList<>();
    Set<String> names = new HashSet<>();
    at = 0;
    for (Object entry : list(top.get("users"), "users")) {
      Login login = login(entry, "users[%d]".formatted(at));
      if (!names.add(login.caller().user())) {
        throw new IllegalArgumentException(
            "users[%d]: %s is there twice".formatted(at, login.caller().user()));
      }
      logins.add(login);
      at++;
    }
    if (tokens.size() + logins.size() > MOST_ENTRIES) {
      throw new IllegalArgumentException("more than %d entries".formatted(MOST_ENTRIES));
    }
    return new Listed(tokens, logins);
  }

  private static TokenEntry token(Object entry, String where) {
    Map<?, ?> map = map(entry, where, Set.of("user", "project", "role", "sha256", "expires"));
    String hash = text(map, "sha256", where);
    if (!SHA_256.matcher(hash).matches()) {
      throw new IllegalArgumentException(
          where + ": 'sha256' must be 64 hexadecimal digits; `kiln token new` makes one");
    }
    Optional<Instant> expires =
        map.containsKey("expires")
            ? Optional.of(instant(text(map, "expires", where), where))
            : Optional.empty();
    return new TokenEntry(
        caller(map, where, Caller.Means.TOKEN), hash.toLowerCase(Locale.ROOT), expires);
  }

  private static Login login(Object entry, String where) {
    Map<?, ?> map = map(entry, where, Set.of("user", "project", "role", "password"));
    try {
      return new Login(
          caller(map, where, Caller.Means.BASIC), PasswordHash.parse(text(map, "password", where)));
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(
          message.startsWith(where) ? message : where + ": " + message, e);
    }
  }

  private static Caller caller(Map<?, ?> map, String where, Caller.Means means) {
    String user = named(text(map, "user", where), "user", where);
    String role = text(map, "role", where);
    return Caller.of(
        user,
        project(map.get("project"), where),
        Role.of(role)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        where + ": 'role' must be reader, member, admin or host")),
        means);
  }

  private static Project project(@Nullable Object project, String where) {
    if (project instanceof Map<?, ?> map) {
      map(map, where + ".project", Set.of("id", "name"));
      String id = named(text(map, "id", where + ".project"), "project.id", where);
      return new Project(
          id,
          map.containsKey("name")
              ? named(text(map, "name", where + ".project"), "project.name", where)
              : id);
    }
    if (project instanceof String name) {
      return new Project(named(name, "project", where), name);
    }
    throw new IllegalArgumentException(where + ": 'project' must be a name, or an id with a name");
  }

  private static Map<?, ?> map(@Nullable Object value, String where, Set<String> known) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(where + " must be a map");
    }
    for (Object key : map.keySet()) {
      if (!known.contains(key)) {
        // The key may be a secret in the wrong place: it is not quoted.
        throw new IllegalArgumentException(
            "%s has a key that is none of %s"
                .formatted(where, String.join(", ", known.stream().sorted().toList())));
      }
    }
    return map;
  }

  private static List<?> list(@Nullable Object value, String where) {
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException(where + " must be a list");
  }

  private static String text(Map<?, ?> map, String key, String where) {
    if (map.get(key) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new IllegalArgumentException("%s: '%s' must be a text".formatted(where, key));
  }

  private static String named(String text, String key, String where) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "%s: '%s' must be 1 to 255 letters, digits and @ . _ : -".formatted(where, key));
    }
    return text;
  }

  private static Instant instant(String text, String where) {
    try {
      return Instant.parse(text);
    } catch (java.time.format.DateTimeParseException e) {
      throw new IllegalArgumentException(
          where + ": 'expires' must be like 2027-01-31T00:00:00Z", e);
    }
  }
}

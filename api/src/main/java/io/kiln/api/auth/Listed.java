package io.kiln.api.auth;

import io.kiln.api.credentials.Section;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who is named in a token file (docs/authentication.md).
 *
 * @param tokens those who come with a token
 * @param logins those who come with a name and a password
 */
record Listed(List<TokenEntry> tokens, List<Login> logins) {

  /** A tenth of a second to look through, and far more than anybody keeps by hand. */
  private static final int MOST_ENTRIES = 10_000;

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
    Section file = Section.parse(text, Set.of("tokens", "users"));
    List<TokenEntry> tokens =
        file.list("tokens", Set.of("user", "project", "role", "sha256", "expires")).stream()
            .map(Listed::token)
            .toList();
    List<Login> logins = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Section entry : file.list("users", Set.of("user", "project", "role", "password"))) {
      Login login = login(entry);
      if (!names.add(login.caller().user())) {
        throw entry.wrong("user", "%s is there twice".formatted(login.caller().user()));
      }
      logins.add(login);
    }
    if (tokens.size() + logins.size() > MOST_ENTRIES) {
      throw file.wrong("more than %d entries".formatted(MOST_ENTRIES));
    }
    return new Listed(tokens, logins);
  }

  private static TokenEntry token(Section entry) {
    String hash =
        entry.text("sha256", SHA_256, "64 hexadecimal digits; `kiln token new` makes one");
    return new TokenEntry(
        caller(entry, Caller.Means.TOKEN),
        hash.toLowerCase(Locale.ROOT),
        entry.has("expires") ? Optional.of(expiry(entry)) : Optional.empty());
  }

  private static Login login(Section entry) {
    Caller caller = caller(entry, Caller.Means.BASIC);
    String password = entry.text("password");
    try {
      return new Login(caller, PasswordHash.parse(password));
    } catch (IllegalArgumentException e) {
      throw entry.wrong(String.valueOf(e.getMessage()));
    }
  }

  private static Caller caller(Section entry, Caller.Means means) {
    return Caller.of(
        entry.name("user"),
        project(entry),
        Role.of(entry.text("role"))
            .orElseThrow(() -> entry.wrong("role", "must be reader, member, admin or host")),
        means);
  }

  private static Project project(Section entry) {
    Optional<Section> both = entry.map("project", Set.of("id", "name"));
    if (both.isPresent()) {
      String id = both.get().name("id");
      return new Project(id, both.get().has("name") ? both.get().name("name") : id);
    }
    if (!entry.isText("project")) {
      throw entry.wrong("project", "must be a name, or an id with a name");
    }
    String name = entry.name("project");
    return new Project(name, name);
  }

  private static Instant expiry(Section entry) {
    try {
      return Instant.parse(entry.text("expires"));
    } catch (DateTimeParseException e) {
      throw entry.wrong("expires", "must be like 2027-01-31T00:00:00Z");
    }
  }
}

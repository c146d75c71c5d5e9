package io.kiln.api.auth;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What a request says to prove who sent it. None of it is ever printed. */
sealed interface Credentials {

  /** A secret that stands for somebody. */
  record Token(String secret) implements Credentials {
    @Override
    public String toString() {
      return "a token";
    }
  }

  /** A name and a password. */
  record Password(String user, String secret) implements Credentials {
    @Override
    public String toString() {
      return "a password";
    }
  }

  /** Nothing that is understood. */
  record Absent() implements Credentials {}

  /**
   * Reads the headers of OpenStack's clients and HTTP's own. A token counts more than a password:
   * {@code heat --os-no-client-auth} sends both.
   */
  static Credentials of(HttpServletRequest request) {
    Optional<String> authorization = header(request, "Authorization");
    return header(request, "X-Auth-Token")
        .or(() -> authorization.flatMap(text -> after(text, "Bearer ")))
        .<Credentials>map(Token::new)
        .or(() -> authorization.flatMap(text -> after(text, "Basic ")).flatMap(Credentials::basic))
        .or(
            () ->
                header(request, "X-Auth-User")
                    .flatMap(
                        user ->
                            header(request, "X-Auth-Key")
                                .map(secret -> new Password(user, secret))))
        .orElseGet(Absent::new);
  }

  private static Optional<String> header(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getHeader(name))
        .map(String::strip)
        .filter(t -> !t.isEmpty());
  }

  private static Optional<String> after(String text, String scheme) {
    return text.regionMatches(true, 0, scheme, 0, scheme.length())
        ? Optional.of(text.substring(scheme.length()).strip())
        : Optional.empty();
  }

  /** RFC 7617. */
  private static Optional<Credentials> basic(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 1
          ? Optional.empty()
          : Optional.of(new Password(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no base64: nothing that is understood
    }
  }
}

package io.kiln.cli;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code token …}: makes the entries of a server's token file. Neither talks to a server: the file
 * is a server's own, and the secret stays with whoever made it.
 */
final class TokenVerbs {
  private static final int TOKEN_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;

  /** What OWASP's cheat sheet of 2023 asks for. */
  private static final int ITERATIONS = 600_000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9@._:-]{0,254}");

  private TokenVerbs() {}

  /** Who it is for. */
  static final class Holder {
    @Option(names = "--user", required = true, paramLabel = "NAME", description = "Whose it is.")
    private String user = "";

    @Option(
        names = "--project",
        required = true,
        paramLabel = "NAME",
        description = "Whose stacks may be used with it.")
    private String project = "";

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        description = "reader, member, admin or host (${DEFAULT-VALUE}).")
    private Role role = Role.member;

    private String entry(String key, String value) {
      for (var name : new String[] {user, project}) {
        if (!NAME.matcher(name).matches()) {
          throw new Refusal(
              Exit.USAGE, "a name is 1 to 255 letters, digits and @ . _ : -, not '" + name + "'");
        }
      }
      return "  - {user: %s, project: %s, role: %s, %s: %s}"
          .formatted(quoted(user), quoted(project), role, key, quoted(value));
    }

    /** A name may look like a number. */
    private static String quoted(String text) {
      return "'" + text + "'";
    }
  }

  /** As the file writes them. */
  enum Role {
    reader,
    member,
    admin,
    host
  }

  /** {@code token new}. */
  @Command(
      name = "new",
      header = "Make a token and the line of a server's token file that knows it.",
      customSynopsis = "kiln token new --user ci --project demo >> tokens.yaml",
      footer = {
        "",
        "A file of its own, for a server that asks who sends requests:",
        "",
        "  umask 077",
        "  echo 'tokens:' > tokens.yaml",
        "  kiln token new --user ci --project demo --role member >> tokens.yaml  # says the token",
        "  kiln server --tokens tokens.yaml",
        "  KILN_TOKEN=kt-... kiln stack list"
      })
  static final class New implements Callable<Integer> {
    private final Session session;
    private final Supplier<byte[]> random;
    @picocli.CommandLine.Mixin private Holder holder = new Holder();

    New(Session session) {
      this(session, () -> drawn(TOKEN_BYTES));
    }

    New(Session session, Supplier<byte[]> random) {
      this.session = session;
      this.random = random;
    }

    @Override
    public Integer call() throws GeneralSecurityException {
      var token = "kt-" + Base64.getUrlEncoder().withoutPadding().encodeToString(random.get());
      var hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      session.terminal().print(holder.entry("sha256", HexFormat.of().formatHex(hash)));
      session
          .terminal()
          .say("the line above goes under 'tokens:'; the token itself is kept nowhere:");
      session.terminal().say(token);
      return Exit.OK;
    }
  }

  /** {@code token password}. */
  @Command(
      name = "password",
      header =
          "Make the line of a server's token file for a password, which is read from the input.",
      customSynopsis = "kiln token password --user ada --project demo < password >> tokens.yaml")
  static final class Password implements Callable<Integer> {
    private final Session session;
    @picocli.CommandLine.Mixin private Holder holder = new Holder();

    Password(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() throws GeneralSecurityException {
      var password = session.terminal().line("the password, one line (it is shown as you type)");
      if (password.isEmpty()) {
        throw new Refusal(
            Exit.USAGE,
            "no password was given: type it, or send it as one line, as in"
                + " `kiln token password --user NAME --project NAME < FILE`");
      }
      var salt = drawn(SALT_BYTES);
      var spec = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, HASH_BITS);
      var hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      var base64 = Base64.getEncoder();
      session
          .terminal()
          .print(
              holder.entry(
                  "password",
                  "pbkdf2-sha256$%d$%s$%s"
                      .formatted(
                          ITERATIONS, base64.encodeToString(salt), base64.encodeToString(hash))));
      session.terminal().say("the line above goes under 'users:'");
      return Exit.OK;
    }
  }

  private static byte[] drawn(int bytes) {
    var drawn = new byte[bytes];
    new SecureRandom().nextBytes(drawn);
    return drawn;
  }
}

package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.http.Credentials;
import io.kiln.cli.http.Endpoint;
import io.kiln.cli.http.KeystoneLogin;
import io.kiln.cli.http.Unreachable;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which server, whose stacks, and who asks. */
final class ServerOptions {
  private static final int LAST_PORT = 65_535;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The server; default: KILN_URL, OS_ENDPOINT, http://127.0.0.1:8004.")
  private String url = "";

  @Option(
      names = "--project",
      paramLabel = "NAME",
      description =
          "The project; default: KILN_PROJECT, OS_PROJECT_NAME, that of whoever asks, admin.")
  private String project = "";

  @Option(
      names = "--os-token",
      paramLabel = "TOKEN",
      description = "Who asks; default: KILN_TOKEN, OS_TOKEN, KILN_USER with KILN_PASSWORD.")
  private String token = "";

  @Option(
      names = "--os-auth-url",
      paramLabel = "URL",
      description =
          "Log in at this Keystone with OS_USERNAME and OS_PASSWORD, or an application credential;"
              + " without --url the server is the one of its catalogue. OS_AUTH_URL does the same"
              + " for a server that is named.")
  private String authUrl = "";

  @Option(
      names = "--os-cacert",
      paramLabel = "FILE",
      description = "Certificates to trust instead of the usual ones (PEM); default: OS_CACERT.")
  private String cacert = "";

  /**
   * Means the server on this port of this machine.
   *
   * @throws Refusal when there is no such port, or another server is named
   */
  void onThisMachine(int port) {
    if (port < 1 || port > LAST_PORT) {
      throw new Refusal(
          Exit.USAGE, "--port must be from 1 to %d, not %d".formatted(LAST_PORT, port));
    }
    if (!url.isBlank()) {
      throw new Refusal(Exit.USAGE, "--port and --url both say where the server is: give one");
    }
    url = "http://127.0.0.1:" + port;
  }

  Endpoint endpoint(Session session) {
    return Endpoint.of(url, project, session.environment());
  }

  Api open(Session session) {
    var given = Credentials.of(token, cacert(session), session.environment());
    var keystone = authUrl.isBlank() ? session.variable("OS_AUTH_URL") : authUrl;
    // Somebody whose shell is set up for another cloud still has a server of this machine in mind.
    if (given.present() || keystone.isBlank() || (authUrl.isBlank() && !isNamed(session))) {
      return ofOwnProject(new Api(endpoint(session), given, session.json()), given, session);
    }
    var login = KeystoneLogin.at(keystone, cacert(session), session.environment(), session.json());
    var endpoint =
        isNamed(session)
            ? endpoint(session)
            : Endpoint.of(
                login
                    .orchestration()
                    .orElseThrow(
                        () ->
                            new Refusal(
                                Exit.ERROR,
                                "the catalogue at %s has no orchestration service; name one with --url"
                                    .formatted(keystone))),
                project,
                session.environment());
    var whole = project.isBlank() ? new Endpoint(endpoint.server(), login.project()) : endpoint;
    return new Api(whole, login.credentials(), session.json());
  }

  /** Whoever says who they are, and names no project, means their own. */
  private Api ofOwnProject(Api api, Credentials given, Session session) {
    if (!given.present() || Endpoint.namesProject(url, project, session.environment())) {
      return api;
    }
    try {
      var own = api.ownProject();
      if (own.isEmpty()) {
        return api;
      }
      api.close();
      return new Api(api.endpoint().in(own.get()), given, session.json());
    } catch (Unreachable nobody) {
      return api; // what comes next says so, or starts a server
    }
  }

  private boolean isNamed(Session session) {
    return !url.isBlank()
        || !session.variable("KILN_URL").isBlank()
        || !session.variable("OS_ENDPOINT").isBlank();
  }

  private Optional<Path> cacert(Session session) {
    var file = cacert.isBlank() ? session.variable("OS_CACERT") : cacert;
    return file.isBlank() ? Optional.empty() : Optional.of(session.directory().resolve(file));
  }
}

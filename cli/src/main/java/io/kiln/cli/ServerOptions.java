package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.http.Endpoint;
import picocli.CommandLine.Option;

/** Which server, and whose stacks. */
final class ServerOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The server; default: KILN_URL, OS_ENDPOINT, http://127.0.0.1:8004.")
  private String url = "";

  @Option(
      names = "--project",
      paramLabel = "NAME",
      description = "The project; default: KILN_PROJECT, OS_PROJECT_NAME, admin.")
  private String project = "";

  Endpoint endpoint(Session session) {
    return Endpoint.of(url, project, session.environment());
  }

  Api open(Session session) {
    return new Api(endpoint(session), session.variable("OS_TOKEN"), session.json());
  }
}

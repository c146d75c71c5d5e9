package io.kiln.api.auth;

/**
 * What a route asks of whoever calls it. One table for all of them, kept beside no controller, so
 * that it can be read in one go; a route that it does not know is for admins.
 */
sealed interface Demand {

  /** Nothing: what a client asks before it knows how to log in. */
  record Open() implements Demand {}

  /** A role in the project that the path names. */
  record InProject(Role role) implements Demand {}

  /** A role in the project that the path names, or an address that was signed for this. */
  record Signal() implements Demand {}

  /** A role, in whatever project: the route is about none. */
  record Anywhere(Role role) implements Demand {}

  /**
   * What a route demands. Roles follow Heat's default policies: exports and the previews of updates
   * are for members, since a template of the asker's is worked out with what the stack keeps
   * secret.
   *
   * @param pattern the route as its controller declares it
   */
  static Demand of(String method, String pattern) {
    boolean reads = method.equals("GET") || method.equals("HEAD");
    return switch (pattern) {
      case "/", "/versions", "/healthcheck", "/v2/openapi.json", "/v2/openapi.yaml" -> new Open();
      // Of the caller's project, whichever that is.
      case "/cfn/v1/{action}" -> new Anywhere(reads ? Role.READER : Role.MEMBER);
      case "/v2/status", "/v2/roles", "/v2/roles/{role}" -> new Anywhere(Role.READER);
      case "/v2/hosts" -> new Anywhere(reads ? Role.READER : Role.HOST);
      case "/v2/hosts/{name}" -> new Anywhere(reads ? Role.READER : Role.ADMIN);
      case "/v1/{project}/services" -> new InProject(Role.ADMIN);
      case "/v1/{project}/validate", "/v1/{project}/stacks/preview" -> new InProject(Role.READER);
      default -> {
        if (isSignal(pattern)) {
          yield new Signal();
        }
        if (!pattern.contains("{project}")) {
          yield new Anywhere(Role.ADMIN);
        }
        yield new InProject(reads && !pattern.endsWith("/export") ? Role.READER : Role.MEMBER);
      }
    };
  }

  private static boolean isSignal(String pattern) {
    return pattern.startsWith("/v1/waitcondition/")
        || pattern.startsWith("/v1/signal/")
        || (pattern.startsWith("/v1/{project}/stacks/")
            && pattern.endsWith("/resources/{resource}/signal"));
  }
}

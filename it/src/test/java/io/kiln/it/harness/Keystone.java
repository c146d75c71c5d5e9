package io.kiln.it.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A real Keystone of the distribution's, with SQLite and Fernet tokens, in processes of its own.
 */
public final class Keystone implements AutoCloseable {

  /** The one password of everybody in it. */
  public static final String PASSWORD = "pw";

  private static final Path MANAGE = Path.of("/usr/bin/keystone-manage");
  private static final Path SERVE = Path.of("/usr/bin/keystone-wsgi-public");

  /** Python reads some thousand files at its start. */
  private static final Duration START = Duration.ofSeconds(90);

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path folder;
  private final URI url;
  private final Path config;
  private final List<Process> running = new ArrayList<>();
  private Optional<String> admin = Optional.empty();

  private Keystone(Path folder, URI url, Path config) {
    this.folder = folder;
    this.url = url;
    this.config = config;
  }

  /**
   * Sets one up, which answers once it is {@linkplain #serve served}; the test is skipped where its
   * package is not installed.
   */
  public static Keystone prepared() {
    assumeTrue(
        Files.isExecutable(MANAGE) && Files.isExecutable(SERVE),
        "SKIPPED: no " + MANAGE + "; apt-get install python3-keystone");
    Path folder = Scratch.folder("keystone");
    URI url = URI.create("http://127.0.0.1:" + freePort());
    var keystone = new Keystone(folder, url, configuration(folder, "setup", 3_600, "sql"));
    try {
      keystone.manage("db_sync");
      // Keystone reads on one connection and writes on another: without this it waits for itself.
      run(
          List.of(
              "/usr/bin/python3",
              "-c",
              "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('pragma"
                  + " journal_mode=wal')",
              folder.resolve("keystone.db").toString()),
          keystone);
      keystone.manage("fernet_setup", "--keystone-user", user(), "--keystone-group", user());
      keystone.manage("credential_setup", "--keystone-user", user(), "--keystone-group", user());
      keystone.manage(
          "bootstrap",
          "--bootstrap-password",
          PASSWORD,
          "--bootstrap-region-id",
          "RegionOne",
          "--bootstrap-public-url",
          url + "/v3");
      return keystone;
    } catch (RuntimeException | Error e) {
      keystone.close();
      throw e;
    }
  }

  private static String user() {
    return System.getProperty("user.name");
  }

  private static Path configuration(
      Path folder, String name, int secondsOfAToken, String catalogue) {
    Path file = folder.resolve(name + ".conf");
    try {
      Files.createDirectories(folder.resolve("none"));
      return Files.writeString(
          file,
          """
          [DEFAULT]
          use_stderr = true
          [database]
          connection = sqlite:///%1$s/keystone.db?timeout=60
          [token]
          provider = fernet
          expiration = %2$d
          [catalog]
          driver = %3$s
          template_file = %1$s/catalogue
          [fernet_tokens]
          key_repository = %1$s/fernet
          [fernet_receipts]
          key_repository = %1$s/fernet
          [credential]
          key_repository = %1$s/credential
          [cache]
          enabled = false
          """
              .formatted(folder, secondsOfAToken, catalogue));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its identity API. */
  public String v3() {
    return url + "/v3";
  }

  /** Good for an hour: no test takes as long. */
  private String admin() {
    if (admin.isEmpty()) {
      admin = Optional.of(token("admin", "admin"));
    }
    return admin.get();
  }

  /** Gives somebody a role in a project; both are made when they are not there. */
  public void grant(String user, String role, String project) {
    String admin = admin();
    String projectId = named(admin, "project", project, Map.of("domain_id", "default"));
    String userId =
        named(admin, "user", user, Map.of("domain_id", "default", "password", PASSWORD));
    String roleId = named(admin, "role", role, Map.of());
    ok(
        "PUT",
        url,
        "/projects/%s/users/%s/roles/%s".formatted(projectId, userId, roleId),
        Optional.of(admin),
        Optional.empty());
  }

  /** The id of a project. */
  public String project(String name) {
    return named(admin(), "project", name, Map.of("domain_id", "default"));
  }

  /**
   * Starts it. Its catalogue is a file: with SQLite, Keystone waits for itself when it is told of a
   * service.
   *
   * @param orchestration where clients find the orchestration service
   */
  public void serve(URI orchestration) {
    try {
      Files.writeString(
          folder.resolve("catalogue"),
          """
          catalog.RegionOne.identity.publicURL = %s/v3
          catalog.RegionOne.identity.name = keystone
          catalog.RegionOne.orchestration.publicURL = %s/v1/$(project_id)s
          catalog.RegionOne.orchestration.name = kiln
          """
              .formatted(url, orchestration));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    restart();
  }

  private String named(String admin, String kind, String name, Map<String, ?> more) {
    JsonNode found =
        ok("GET", url, "/%ss?name=%s".formatted(kind, name), Optional.of(admin), Optional.empty())
            .path(kind + "s")
            .path(0)
            .path("id");
    if (!found.isMissingNode()) {
      return found.asString();
    }
    Map<String, Object> body = new java.util.HashMap<>(more);
    body.put("name", name);
    return ok("POST", url, "/" + kind + "s", Optional.of(admin), Optional.of(Map.of(kind, body)))
        .path(kind)
        .path("id")
        .asString();
  }

  /** A token of somebody's for a project. */
  public String token(String user, String project) {
    return token(url, user, project);
  }

  /** As {@link #token(String, String)}, but it ends after so many seconds. */
  public String shortToken(String user, String project, int seconds) {
    URI other = URI.create("http://127.0.0.1:" + freePort());
    Process process = serve(other, configuration(folder, "short", seconds, "templated"));
    try {
      return token(other, user, project);
    } finally {
      process.destroy();
    }
  }

  private String token(URI at, String user, String project) {
    HttpResponse<String> answer =
        send(
            "POST",
            at,
            "/auth/tokens",
            Optional.empty(),
            Optional.of(
                Map.of(
                    "auth",
                    Map.of(
                        "identity",
                        Map.of(
                            "methods",
                            List.of("password"),
                            "password",
                            Map.of(
                                "user",
                                Map.of(
                                    "name",
                                    user,
                                    "domain",
                                    Map.of("name", "Default"),
                                    "password",
                                    PASSWORD))),
                        "scope",
                        Map.of(
                            "project",
                            Map.of("name", project, "domain", Map.of("name", "Default")))))));
    return answer
        .headers()
        .firstValue("X-Subject-Token")
        .orElseThrow(() -> new AssertionError("no token for " + user + ": " + answer.body()));
  }

  /** Makes a token worthless. */
  public void revoke(String token) {
    HttpRequest request =
        request("DELETE", url, "/auth/tokens", Optional.of(admin()), Optional.empty())
            .header("X-Subject-Token", token)
            .build();
    send(request);
  }

  private JsonNode ok(
      String method, URI at, String path, Optional<String> token, Optional<Map<String, ?>> body) {
    HttpResponse<String> answer = send(method, at, path, token, body);
    // SQLite is locked now and then, by whoever reads at the same time.
    for (int again = 0; again < 5 && answer.statusCode() >= 500; again++) {
      answer = send(method, at, path, token, body);
    }
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(
          "%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
    }
    return answer.body().isBlank()
        ? JsonNodeFactory.instance.missingNode()
        : JSON.readTree(answer.body());
  }

  private HttpRequest.Builder request(
      String method, URI at, String path, Optional<String> token, Optional<Map<String, ?>> body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(at + "/v3" + path))
            .timeout(DEADLINE)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.map(JSON::writeValueAsString)
                    .map(HttpRequest.BodyPublishers::ofString)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    token.ifPresent(text -> request.header("X-Auth-Token", text));
    return request;
  }

  private HttpResponse<String> send(
      String method, URI at, String path, Optional<String> token, Optional<Map<String, ?>> body) {
    return send(request(method, at, path, token, body).build());
  }

  /** Its server ends every connection after one answer, without saying so. */
  private static HttpResponse<String> send(HttpRequest request) {
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private void manage(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                MANAGE.toString(),
                "--config-file",
                config.toString(),
                "--config-dir",
                folder.resolve("none").toString()));
    command.addAll(List.of(words));
    run(command, this);
  }

  private static void run(List<String> command, Keystone keystone) {
    try {
      int code = keystone.process(command, "manage.log").waitFor();
      if (code != 0) {
        throw new AssertionError(
            "%s ended with %d; see %s".formatted(command, code, keystone.folder));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private Process serve(URI at, Path configuration) {
    Process process =
        process(
            List.of(
                SERVE.toString(),
                "-b",
                at.getHost(),
                "-p",
                Integer.toString(at.getPort()),
                "--",
                "--config-file",
                configuration.toString(),
                "--config-dir",
                folder.resolve("none").toString()),
            "serve.log");
    running.add(process);
    Eventually.until(
        "Keystone answers",
        START,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("Keystone ended; see " + folder);
          }
          try {
            return send("GET", at, "", Optional.empty(), Optional.empty()).statusCode() == 200;
          } catch (UncheckedIOException e) {
            return false;
          }
        },
        folder::toString);
    return process;
  }

  private Process process(List<String> command, String log) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
          .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it; whoever asks then finds nobody. */
  public void stop() {
    running.forEach(Process::destroyForcibly);
  }

  /** Starts it again, where it was. */
  public void restart() {
    serve(url, configuration(folder, "keystone", 3_600, "templated"));
  }

  @Override
  public void close() {
    stop();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

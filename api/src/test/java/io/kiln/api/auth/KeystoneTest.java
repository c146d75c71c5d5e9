package io.kiln.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a stand-in that answers as a recorded Keystone; the real one is asked in the it room. */
class KeystoneTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final Map<String, String> tokens = new ConcurrentHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private volatile int trouble;
  private volatile String own = "own-1";
  private final HttpServer server;

  KeystoneTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v3/auth/tokens", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aTokenStandsForItsUserInItsProjectWithAllThatTheRoleImplies() {
    tokens.put("good", token("ada", "member", "2026-11-21T13:00:00.000000Z"));

    assertThat(keystone().authenticate(new Credentials.Token("good")))
        .isEqualTo(
            new Outcome.Known(
                new Caller(
                    "ada",
                    Optional.of(new Project("p1", "demo")),
                    Role.MEMBER.implied(),
                    Caller.Means.KEYSTONE)));
  }

  @Test
  void aRoleThatIsCalledHostIsNotTakenForAnAgents() {
    tokens.put("good", token("ada", "host", "2026-11-21T13:00:00.000000Z"));

    Outcome outcome = keystone().authenticate(new Credentials.Token("good"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Known.class, known -> assertThat(known.caller().roles()).isEmpty());
  }

  @Test
  void whatKeystoneSaidIsKeptForAMinuteButNotBeyondTheTokensEnd() {
    tokens.put("long", token("ada", "reader", "2026-11-21T13:00:00.000000Z"));
    tokens.put("short", token("bob", "reader", "2026-11-21T12:00:20.000000Z"));
    Keystone keystone = keystone();
    for (int i = 0; i < 5; i++) {
      assertThat(keystone.authenticate(new Credentials.Token("long")))
          .isInstanceOf(Outcome.Known.class);
      assertThat(keystone.authenticate(new Credentials.Token("short")))
          .isInstanceOf(Outcome.Known.class);
    }
    assertThat(calls).containsExactly("login", "ask long", "ask short");

    now.set(NOON.plusSeconds(20));
    assertThat(keystone.authenticate(new Credentials.Token("short")))
        .isInstanceOf(Outcome.Refused.class);
    now.set(NOON.plusSeconds(60));
    tokens.remove("long");
    assertThat(keystone.authenticate(new Credentials.Token("long")))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void aTokenThatIsRefusedIsAskedForAgainSoon() {
    Keystone keystone = keystone();
    assertThat(keystone.authenticate(new Credentials.Token("new")))
        .isInstanceOf(Outcome.Refused.class);
    tokens.put("new", token("ada", "reader", "2026-11-21T13:00:00.000000Z"));
    now.set(NOON.plusSeconds(2));

    assertThat(keystone.authenticate(new Credentials.Token("new")))
        .isInstanceOf(Outcome.Known.class);
  }

  @Test
  void aKeystoneThatIsAwayIsSaidToBeAwayAndAskedAgainAtOnceWhenItIsBack() {
    tokens.put("good", token("ada", "reader", "2026-11-21T13:00:00.000000Z"));
    Keystone keystone = keystone();
    trouble = 503;
    assertThat(keystone.authenticate(new Credentials.Token("good")))
        .isEqualTo(
            new Outcome.Away(
                "Keystone cannot be asked at the moment who you are.", Duration.ofMillis(50)));

    trouble = 0;
    assertThat(keystone.authenticate(new Credentials.Token("good")))
        .isInstanceOf(Outcome.Known.class);
  }

  @Test
  void aKeystoneThatFailedOftenIsLeftAlone() {
    Keystone keystone = keystone();
    trouble = 500;
    for (int i = 0; i < 20; i++) {
      assertThat(keystone.authenticate(new Credentials.Token("good")))
          .isInstanceOf(Outcome.Away.class);
    }
    assertThat(calls).hasSizeLessThan(20);
  }

  @Test
  void theServiceUserLogsInAgainWhenItsOwnTokenHasRunOut() {
    tokens.put("a", token("ada", "reader", "2026-11-21T13:00:00.000000Z"));
    tokens.put("b", token("bob", "reader", "2026-11-21T13:00:00.000000Z"));
    Keystone keystone = keystone();
    keystone.authenticate(new Credentials.Token("a"));
    own = "own-2";

    assertThat(keystone.authenticate(new Credentials.Token("b"))).isInstanceOf(Outcome.Known.class);
    assertThat(calls).containsExactly("login", "ask a", "refused", "login", "ask b");
  }

  @Test
  void manyRequestsWithOneTokenAskOnce() {
    tokens.put("good", token("ada", "reader", "2026-11-21T13:00:00.000000Z"));
    Keystone keystone = keystone();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 50)
          .forEach(
              _ -> threads.execute(() -> keystone.authenticate(new Credentials.Token("good"))));
    }
    assertThat(calls).containsExactly("login", "ask good");
  }

  @Test
  void whatNoHeaderCanHoldIsNoToken() {
    assertThat(keystone().authenticate(new Credentials.Token("a\r\nb")))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(keystone().authenticate(new Credentials.Token("x".repeat(20_000))))
        .isInstanceOf(Outcome.Refused.class);
  }

  private Keystone keystone() {
    return new Keystone(
        new KeystoneSettings(
            URI.create("http://127.0.0.1:%d/v3".formatted(server.getAddress().getPort())),
            "kiln",
            "pw",
            "Default",
            "service",
            "Default",
            Optional.empty(),
            new KeystoneSettings.Timing(
                Duration.ofSeconds(5),
                2,
                Duration.ofMillis(50),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2))),
        now::get);
  }

  private static String token(String user, String role, String expires) {
    return """
    {"token": {"methods": ["password"], "user": {"id": "u1", "name": "%s", "domain": {}},
      "project": {"id": "p1", "name": "demo", "domain": {}}, "roles": [{"id": "r", "name": "%s"}],
      "expires_at": "%s"}}
    """
        .formatted(user, role, expires);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (trouble != 0) {
        calls.add("trouble");
        exchange.sendResponseHeaders(trouble, -1);
      } else if (exchange.getRequestMethod().equals("POST")) {
        calls.add("login");
        exchange.getResponseHeaders().set("X-Subject-Token", own);
        exchange.sendResponseHeaders(201, -1);
      } else if (!own.equals(exchange.getRequestHeaders().getFirst("X-Auth-Token"))) {
        calls.add("refused");
        exchange.sendResponseHeaders(401, -1);
      } else {
        String asked = exchange.getRequestHeaders().getFirst("X-Subject-Token");
        calls.add("ask " + asked);
        String said = tokens.get(asked);
        byte[] body = (said == null ? "{}" : said).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(said == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }
}

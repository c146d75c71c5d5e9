package io.kiln.api.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetcherTest {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int MOST_BYTES = 10_000;

  private static FetchRules rules(String... patterns) {
    FetchRules rules = FetchRules.NONE;
    for (String pattern : patterns) {
      rules = rules.and(pattern);
    }
    return rules;
  }

  private static Fetcher fetcher(FetchRules rules) {
    return new Fetcher(rules, FetchRules.Resolver.SYSTEM, PATIENCE, MOST_BYTES);
  }

  @Test
  void aTextIsFetchedFromWhereAPatternAllowsIt() throws Exception {
    try (var server = HostileServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")) {
      assertThat(fetcher(rules(server.url("/*"))).text(server.url("/t.yaml?x=1")))
          .isEqualTo("hello");
      assertThat(server.heard())
          .startsWith("GET /t.yaml?x=1 HTTP/1.1\r\nHost: 127.0.0.1:")
          .contains("Accept-Encoding: identity")
          .doesNotContainIgnoringCase("authorization")
          .doesNotContainIgnoringCase("x-auth");
    }
  }

  @Test
  void chunksArePutTogether() throws Exception {
    String answer =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;a=b\r\nlo\r\n0\r\n\r\n";
    try (var server = HostileServer.saying(answer)) {
      assertThat(fetcher(rules(server.url("/*"))).text(server.url("/"))).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/hostname",
        "gopher://127.0.0.1/",
        "ftp://127.0.0.1/",
        "jar:http://127.0.0.1!/x",
        "http://user:password@127.0.0.1/",
        "http://allowed.example@127.0.0.1/",
        "http://127.0.0.1\\@allowed.example/",
        "http://2130706433/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.0.0.01/",
        "http://①②⑦.⓪.⓪.①/",
        "http://[fe80::1%25eth0]/",
        "http://127.0.0.1/#fragment",
        "http://127.0.0.1/allowed/../secret",
        "http://127.0.0.1/allowed/%2e%2e/secret",
        "http://127.0.0.1/allowed/%2Fsecret",
        "http://127.0.0.1/allowed//secret",
        "http://127.0.0.1:0/",
        "http://127.0.0.1:99999/",
        "http://",
        "http:///x",
        "//127.0.0.1/",
        "x",
        "",
      })
  void anAddressInDisguiseIsNone(String url) {
    Fetcher all = fetcher(rules("http://*", "https://*", "http://127.0.0.1/*"));

    assertThatThrownBy(() -> all.text(url)).isInstanceOf(FetchException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "172.31.255.255",
        "192.168.1.1",
        "192.0.0.8",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a00:1]",
        "[fe80::1]",
        "[fc00::1]",
        "[fd12::1]",
        "[ff02::1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[2001::1]",
        "[2001:db8::1]",
      })
  void anAddressThatIsNotPublicIsRefusedUnlessItIsNamed(String host) {
    Fetcher any = fetcher(rules("http://*"));

    assertThatThrownBy(() -> any.text("http://" + host + "/"))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("not public");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "93.184.216.34", "2606:4700::1111"})
  void anAddressOfTheInternetIsPublic(String address) {
    assertThat(Addresses.isPublic(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void aNameThatLeadsToAPrivateAddressAmongOthersIsRefused() {
    FetchRules.Resolver both =
        _ -> List.of(InetAddress.ofLiteral("93.184.216.34"), InetAddress.ofLiteral("10.0.0.1"));
    var fetcher = new Fetcher(rules("http://inside.example"), both, PATIENCE, MOST_BYTES);

    assertThatThrownBy(() -> fetcher.text("http://inside.example/"))
        .hasMessageContaining("not public");
  }

  @Test
  void aNameIsLookedUpOnceAndTheConnectionGoesWhereItWasLookedAt() throws Exception {
    try (var server = HostileServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")) {
      var asked = new AtomicInteger();
      // The second answer would lead elsewhere, where nobody listens.
      FetchRules.Resolver rebinding =
          _ ->
              List.of(
                  InetAddress.ofLiteral(asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.6.6.6"));
      FetchRules rules = rules("http://rebound.example:" + server.port() + "/*", "127.0.0.1");
      var fetcher = new Fetcher(rules, rebinding, PATIENCE, MOST_BYTES);

      assertThat(fetcher.text("http://rebound.example:" + server.port() + "/")).isEqualTo("hello");
      assertThat(asked).hasValue(1);
      assertThat(server.heard()).contains("Host: rebound.example:" + server.port());
      assertThatThrownBy(() -> fetcher.text("http://rebound.example:" + server.port() + "/"))
          .hasMessageContaining("not public");
    }
  }

  @Test
  void aRedirectIsFollowedWhereThatIsAllowedToo() throws Exception {
    try (var last = HostileServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        var first =
            HostileServer.saying(
                "HTTP/1.1 302 Found\r\nLocation: " + last.url("/x") + "\r\n\r\n")) {
      assertThat(fetcher(rules(first.url("/*"), last.url("/*"))).text(first.url("/")))
          .isEqualTo("hello");
      assertThatThrownBy(() -> fetcher(rules(first.url("/*"))).text(first.url("/")))
          .hasMessageContaining("no --allow-fetch pattern");
    }
  }

  @Test
  void aRedirectToLoopbackIsRefusedAlthoughEveryHostIsAllowed() throws Exception {
    try (var secret = HostileServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret");
        var first =
            HostileServer.saying(
                "HTTP/1.1 301 Moved\r\nLocation: " + secret.url("/") + "\r\n\r\n")) {
      FetchRules.Resolver resolver = _ -> List.of(InetAddress.ofLiteral("127.0.0.1"));
      FetchRules rules =
          rules(
              "http://localhost:%d".formatted(first.port()),
              "http://*:%d".formatted(secret.port()));
      var fetcher = new Fetcher(rules, resolver, PATIENCE, MOST_BYTES);

      assertThatThrownBy(() -> fetcher.text("http://localhost:%d/".formatted(first.port())))
          .hasMessageContaining("127.0.0.1 leads to an address that is not public");
      assertThat(secret.heard()).isEmpty();
    }
  }

  @Test
  void aRedirectWithoutAnEndIsGivenUp() throws Exception {
    try (var server = HostileServer.saying("HTTP/1.1 307 Again\r\nLocation: /again\r\n\r\n")) {
      assertThatThrownBy(() -> fetcher(rules(server.url("/*"))).text(server.url("/")))
          .hasMessageContaining("on and on");
    }
  }

  @ParameterizedTest
  @CsvSource({"file:///etc/hostname, only http", "http://a:b@127.0.0.1/, user or a password"})
  void aRedirectIsNoWayAroundTheFormOfAddresses(String location, String because) throws Exception {
    try (var server =
        HostileServer.saying("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\n\r\n")) {
      assertThatThrownBy(() -> fetcher(rules(server.url("/*"))).text(server.url("/")))
          .hasMessageContaining(because);
    }
  }

  @Test
  void whatIsTooSlowIsGivenUpInTime() throws Exception {
    try (var server = HostileServer.dribbling("HTTP/1.1 200 OK\r\n\r\n", "x")) {
      var hasty =
          new Fetcher(
              rules(server.url("/*")),
              FetchRules.Resolver.SYSTEM,
              Duration.ofMillis(700),
              1_000_000_000);
      long begun = System.nanoTime();

      assertThatThrownBy(() -> hasty.text(server.url("/"))).isInstanceOf(FetchException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void anEndlessBodyIsCutOff() throws Exception {
    try (var server = HostileServer.flooding("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(5_000))) {
      assertThatThrownBy(() -> fetcher(rules(server.url("/*"))).text(server.url("/")))
          .hasMessageContaining("longer than 10000 bytes");
    }
  }

  @Test
  void endlessHeadersAndChunksAreCutOffToo() throws Exception {
    List<String> reasons = new ArrayList<>();
    for (String[] part :
        new String[][] {
          {"HTTP/1.1 200 OK\r\n", "X: y\r\n"},
          {"HTTP/1.1 200 OK\r\nX: ", "yyyy"},
          {
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            "fff\r\n" + "x".repeat(0xfff) + "\r\n"
          },
        }) {
      try (var server = HostileServer.flooding(part[0], part[1])) {
        assertThatThrownBy(() -> fetcher(rules(server.url("/*"))).text(server.url("/")))
            .isInstanceOf(FetchException.class)
            .satisfies(e -> reasons.add(e.getMessage()));
      }
    }
    assertThat(reasons.toString())
        .contains("more headers", "a line without an end", "longer than 10000 bytes");
  }

  @Test
  void whatIsCompressedIsNotUnfolded() throws Exception {
    try (var server =
        HostileServer.saying(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\u001f\u008b")) {
      assertThatThrownBy(() -> fetcher(rules(server.url("/*"))).text(server.url("/")))
          .hasMessageContaining("compressed");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 404 Not Found\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n\u00ff",
        "HTTP/1.1 302 Found\r\n\r\n",
        "SSH-2.0-OpenSSH\r\n",
        "",
      })
  void anAnswerThatIsNoneIsSaidToBeSo(String answer) throws Exception {
    try (var server = HostileServer.saying(answer)) {
      assertThatThrownBy(() -> fetcher(rules(server.url("/*"))).text(server.url("/")))
          .isInstanceOf(FetchException.class)
          .message()
          .isNotBlank();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/heat/*, https://a.example/heat/x.yaml,   true",
    "https://a.example/heat/*, https://a.example/other,         false",
    "https://a.example/heat/*, http://a.example/heat/x,         false",
    "https://a.example/heat/*, https://a.example:8443/heat/x,   false",
    "https://a.example/heat/*, https://b.a.example/heat/x,      false",
    "https://a.example/heat/*, https://a.example.evil/heat/x,   false",
    "https://*.example,        https://a.example/x,             true",
    "https://*.example,        https://evilexample/x,           false",
    "https://a.example:8443,   https://A.EXAMPLE:8443/x,        true",
    "https://a.example/x.yaml, https://a.example/x.yaml?y=1,    false",
  })
  void aPatternAllowsWhatItSays(String pattern, String url, boolean allowed) {
    assertThat(fetcher(rules(pattern)).allows(url)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ftp://a",
        "a.example",
        "https://",
        "https://a b/",
        "https://a*b.example",
        "999.1.1.1"
      })
  void aPatternThatIsNoneIsRefused(String pattern) {
    assertThatThrownBy(() -> rules(pattern)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHostThatThereIsNotIsSaidToBeSo() {
    FetchRules.Resolver nobody =
        host -> {
          throw new UnknownHostException(host);
        };
    var fetcher = new Fetcher(rules("http://*"), nobody, PATIENCE, MOST_BYTES);

    assertThatThrownBy(() -> fetcher.text("http://nosuch.example/"))
        .hasMessage("there is no host nosuch.example");
  }

  @Test
  void withoutPatternsNothingIsAllowed() {
    assertThat(fetcher(FetchRules.NONE).any()).isFalse();
    assertThat(fetcher(FetchRules.NONE).allows("https://a.example/")).isFalse();
  }
}

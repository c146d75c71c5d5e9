package io.kiln.api.heat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.kiln.api.fetch.FetchRules;
import io.kiln.api.fetch.Fetcher;
import io.kiln.api.http.BadInputException;
import io.kiln.api.http.JsonBody;
import io.kiln.api.http.JsonObject;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.json.JsonMapper;

class FetchedTextsTest {

  private static final String HEAD = "heat_template_version: 2018-08-31\n";

  private final Map<String, String> texts = new HashMap<>();
  private final HttpServer server = started();
  private final String base = "http://127.0.0.1:" + server.getAddress().getPort();

  private static HttpServer started() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void serve() {
    server.createContext(
        "/",
        exchange -> {
          String text = texts.get(exchange.getRequestURI().toString());
          byte[] body = (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              text == null ? 404 : 200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private FetchedTexts allowing(String pattern) {
    return new FetchedTexts(
        new Fetcher(
            FetchRules.NONE.and(pattern),
            FetchRules.Resolver.SYSTEM,
            Duration.ofSeconds(5),
            10_000),
        new HeatCompiler(new ResourceCatalog(List.of(), Map.of()), Limits.DEFAULT));
  }

  private static StackRequest request(Map<String, ?> body) {
    var sent = new MockHttpServletRequest();
    sent.setContent(JsonMapper.shared().writeValueAsBytes(body));
    JsonObject object = new JsonBody(100_000).object(sent);
    return StackRequest.of(object);
  }

  @Test
  void aTemplateIsFetchedWithWhatItNamesAndWhatThatNames() {
    texts.put(
        "/main.yaml",
        HEAD
            + "resources:\n"
            + "  a: {type: %s/child.yaml}\n".formatted(base)
            + "  b: {type: My::Type, properties: {v: {get_file: %s/text}}}\n".formatted(base));
    texts.put("/child.yaml", HEAD + "resources: {c: {type: %s/grandchild.yaml}}".formatted(base));
    texts.put("/grandchild.yaml", HEAD);
    texts.put("/text", "type: " + base + "/not-a-template.yaml");
    texts.put("/mapped.yaml", HEAD);

    StackRequest complete =
        allowing(base + "/*")
            .complete(
                request(
                    Map.of(
                        "template_url",
                        base + "/main.yaml",
                        "environment",
                        "resource_registry: {My::Type: %s/mapped.yaml}".formatted(base))));

    assertThat(complete.source().template()).isEqualTo(texts.get("/main.yaml"));
    assertThat(complete.source().templateName()).isEqualTo(base + "/main.yaml");
    assertThat(complete.source().files())
        .containsOnlyKeys(
            base + "/child.yaml", base + "/text", base + "/grandchild.yaml", base + "/mapped.yaml");
  }

  @Test
  void whatWasSentIsNotFetched() {
    String url = base + "/child.yaml";
    StackRequest complete =
        allowing(base + "/*")
            .complete(
                request(
                    Map.of(
                        "template",
                        HEAD + "resources: {a: {type: %s}}".formatted(url),
                        "files",
                        Map.of(url, HEAD + "description: sent\n"))));

    assertThat(complete.source().files()).containsEntry(url, HEAD + "description: sent\n");
  }

  @Test
  void whatNoPatternAllowsIsLeftAsItIsAndItsTemplateSaysThatItIsMissing() {
    StackRequest complete =
        allowing("https://elsewhere.example")
            .complete(
                request(
                    Map.of(
                        "template", HEAD + "resources: {a: {type: %s/x.yaml}}".formatted(base))));

    assertThat(complete.source().files()).isEmpty();
  }

  @Test
  void aTemplateThatIsNotThereIsTheSendersMistake() {
    StackRequest sent = request(Map.of("template_url", base + "/nosuch.yaml"));

    assertThatThrownBy(() -> allowing(base + "/*").complete(sent))
        .isInstanceOf(BadInputException.class)
        .hasMessage("Could not retrieve template: 127.0.0.1 answered 404.");
  }

  @Test
  void templatesThatNameOneAnotherAreFetchedOnce() {
    texts.put("/a.yaml", HEAD + "resources: {b: {type: %s/b.yaml}}".formatted(base));
    texts.put("/b.yaml", HEAD + "resources: {a: {type: %s/a.yaml}}".formatted(base));

    StackRequest complete =
        allowing(base + "/*").complete(request(Map.of("template_url", base + "/a.yaml")));

    assertThat(complete.source().files()).hasSize(2);
  }

  @Test
  void moreFilesThanAnybodyNamesAreRefused() {
    for (int i = 0; i < 60; i++) {
      texts.put(
          "/%d.yaml".formatted(i),
          HEAD + "resources: {a: {type: %s/%d.yaml}}".formatted(base, i + 1));
    }

    assertThatThrownBy(
            () -> allowing(base + "/*").complete(request(Map.of("template_url", base + "/0.yaml"))))
        .hasMessageContaining("More than 50 files");
  }
}

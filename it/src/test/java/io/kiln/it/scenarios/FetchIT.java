package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.kiln.it.harness.Api;
import io.kiln.it.harness.Server;
import io.kiln.it.harness.Stack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Templates that are named by their address, with a server that may fetch them. */
class FetchIT {

  private static final String TEMPLATE =
      """
      heat_template_version: 2018-08-31
      resources: {a: {type: OS::Heat::Value, properties: {value: fetched}}}
      outputs: {o: {value: {get_attr: [a, value]}}}
      """;

  @Test
  void aStackIsMadeOfATemplateThatTheServerFetchesAndOfNoOtherAddress() throws IOException {
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          byte[] body = TEMPLATE.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    web.start();
    String base = "http://127.0.0.1:" + web.getAddress().getPort();
    try (Server server = Server.start(Optional.empty(), "--allow-fetch", base + "/heat/*")) {
      Api.Answer made = create(server, "fetched", base + "/heat/t.yaml");
      assertThat(made.status()).as(made.toString()).isEqualTo(201);
      Stack stack = server.stack("fetched").await("CREATE_COMPLETE");
      assertThat(stack.status()).isEqualTo("CREATE_COMPLETE");

      assertThat(create(server, "other", base + "/elsewhere/t.yaml").error())
          .contains("no --allow-fetch pattern of this server allows");
      assertThat(create(server, "own", server.url() + "/v1/admin/stacks").status()).isEqualTo(400);
      assertThat(server.stacks()).containsExactly("fetched");

      Api.Answer summary =
          server
              .api()
              .heat(
                  "POST", "/validate", Optional.of(Map.of("template_url", base + "/heat/t.yaml")));
      assertThat(summary.status()).isEqualTo(200);
      assertThat(cfn(server, base + "/heat/t.yaml")).isEqualTo(200);
      assertThat(cfn(server, base + "/elsewhere/t.yaml")).isEqualTo(400);
    } finally {
      web.stop(0);
    }
  }

  private static Api.Answer create(Server server, String name, String url) {
    return server
        .api()
        .heat("POST", "/stacks", Optional.of(Map.of("stack_name", name, "template_url", url)));
  }

  /** The status alone: the answer is XML. */
  private static int cfn(Server server, String url) throws IOException {
    String query =
        "/cfn/v1?Action=ValidateTemplate&TemplateURL="
            + URLEncoder.encode(url, StandardCharsets.UTF_8);
    var connection =
        (java.net.HttpURLConnection) server.url().resolve(query).toURL().openConnection();
    return connection.getResponseCode();
  }
}

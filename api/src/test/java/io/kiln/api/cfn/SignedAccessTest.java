package io.kiln.api.cfn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.api.ServerUnderTest;
import io.kiln.api.boot.TestServer;
import io.kiln.api.cfn.signature.AccessKeyFile;
import io.kiln.api.cfn.signature.Signing;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedAccessTest {

  private static final String BLUE = "blue-secret-of-somebody";
  private static final String TEMPLATE =
      "AWSTemplateFormatVersion: '2010-09-09'%0AResources: {A: {Type: OS::Heat::None}}";

  private static final String KEYS =
      """
      keys:
        - {id: BLUE, secret: %s, project: blue, user: berta}
        - {id: BLUEREADER, secret: another-secret-of-hers, project: blue, role: reader}
        - {id: GREEN, secret: green-secret-of-somebody, project: green}
      """
          .formatted(BLUE);

  @TempDir private static Path folder;

  @RegisterExtension
  private static final ServerUnderTest server =
      new ServerUnderTest(() -> TestServer.start(write("keys.yaml", KEYS)));

  private static Path write(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static Answer send(HttpRequest request) throws Exception {
    return Answer.of(server.send(request));
  }

  private static Answer send(String base, Signing key, String body) throws Exception {
    return send(key.form(URI.create(base), body, Instant.now()));
  }

  private static String code(Answer answer) {
    return answer.status() + " " + answer.text("Error/Code");
  }

  @Test
  void aKeySeesItsOwnProjectAlone() throws Exception {
    var blue = new Signing("BLUE", BLUE);
    Answer created =
        send(
            server.base() + "/cfn/v1",
            blue,
            "Action=CreateStack&StackName=hers&TemplateBody=" + TEMPLATE);
    assertThat(created.text("Error/Message")).isEmpty();
    String id = created.text("StackId");
    assertThat(id).startsWith("arn:openstack:heat::blue:stacks/hers/");

    var green = new Signing("GREEN", "green-secret-of-somebody");
    String describe = "Action=DescribeStacks&StackName=";
    assertThat(send(server.itself().cfn() + "/", blue, describe + id).status()).isEqualTo(200);
    for (String name : new String[] {id, "hers", id.substring(id.lastIndexOf('/') + 1)}) {
      assertThat(send(server.itself().cfn() + "/", green, describe + name).text("Error/Message"))
          .isEqualTo("Stack with id %s does not exist".formatted(name));
    }
    assertThat(send(server.base() + "/cfn/v1", green, "Action=ListStacks").all("StackName"))
        .isEmpty();
  }

  @Test
  void aReaderChangesNothing() throws Exception {
    var reader = new Signing("BLUEREADER", "another-secret-of-hers");

    assertThat(send(server.itself().cfn() + "/", reader, "Action=ListStacks").status())
        .isEqualTo(200);
    Answer refused = send(server.itself().cfn() + "/", reader, "Action=DeleteStack&StackName=hers");
    assertThat(code(refused)).isEqualTo("403 AccessDenied");
    assertThat(refused.text("Error/Message"))
        .isEqualTo(
            "Access was denied to this resource: it is for the role member, and BLUEREADER has"
                + " reader in project blue.");
  }

  @Test
  void whatIsSignedMayChangeThingsByGetToo() throws Exception {
    URI address = URI.create(server.itself().cfn() + "/?Action=DeleteStack&StackName=nosuch");

    assertThat(send(new Signing("BLUE", BLUE).get(address, Instant.now())).status()).isEqualTo(200);
  }

  @Test
  void whatIsNotSignedRightIsRefused() throws Exception {
    URI here = URI.create(server.itself().cfn() + "/");
    String body = "Action=ListStacks";
    Instant now = Instant.now();

    assertThat(code(send(here.toString(), new Signing("BLUE", "a wrong one entirely"), body)))
        .isEqualTo("403 SignatureDoesNotMatch");
    assertThat(code(send(here.toString(), new Signing("NOBODY", BLUE), body)))
        .isEqualTo("403 InvalidClientTokenId");
    assertThat(
            code(
                send(
                    new Signing("BLUE", BLUE).form(here, body, now.minus(Duration.ofMinutes(16))))))
        .isEqualTo("400 RequestExpired");
    assertThat(
            code(
                send(
                    HttpRequest.newBuilder(here)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())))
        .isEqualTo("403 MissingAuthenticationToken");
    HttpRequest signed = new Signing("BLUE", BLUE).form(here, body, now);
    var other = HttpRequest.newBuilder(here).POST(HttpRequest.BodyPublishers.ofString(body + "&x"));
    signed.headers().map().forEach((name, values) -> other.header(name, values.getFirst()));
    assertThat(code(send(other.build()))).isEqualTo("403 SignatureDoesNotMatch");
  }

  @Test
  void whoeverSignsWrongTooOftenIsThrottledAndWhoeverSignsRightIsNot() throws Exception {
    Path file = write("one.yaml", "keys: [{id: BLUE, secret: %s, project: blue}]".formatted(BLUE));
    try (TestServer own = TestServer.start(file)) {
      var wrong = new Signing("BLUE", "a wrong one entirely");
      for (int i = 0; i < 60; i++) {
        assertThat(code(send(own.cfn() + "/", wrong, "Action=ListStacks")))
            .isEqualTo("403 SignatureDoesNotMatch");
      }
      HttpResponse<String> held =
          server.send(wrong.form(URI.create(own.cfn() + "/"), "Action=ListStacks", Instant.now()));
      assertThat(code(Answer.of(held))).isEqualTo("400 Throttling");
      assertThat(held.headers().firstValue("Retry-After")).isPresent();
      assertThat(send(own.cfn() + "/", new Signing("BLUE", BLUE), "Action=ListStacks").status())
          .isEqualTo(200);
    }
  }

  @Test
  void itsOwnPortServesNothingElse() throws Exception {
    HttpResponse<String> heat =
        server.send(
            HttpRequest.newBuilder(URI.create(server.itself().cfn() + "/v1/admin/stacks")).build());

    assertThat(heat.statusCode()).isEqualTo(404);
    assertThat(heat.body()).contains("CloudFormation");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "keys: 1 | keys must be a list",
        "[] | the file must be a map",
        "keys: [ | no YAML at line",
        "keys: [{id: a b, secret: 0123456789abcdef, project: p}] | keys[0]: 'id' must be",
        "keys: [{id: a, secret: short, project: p}] | keys[0]: 'secret' must be a text of at least",
        "keys: [{id: a, secret: 0123456789abcdef, project: p, role: admin}] | 'role' must be",
        "keys: [{id: a, secret: 0123456789abcdef, project: p, more: 1}] | has a key that is none"
            + " of",
        "keys: [{id: a, secret: 0123456789abcdef}] | keys[0]: 'project' must be",
      })
  void aFileThatCannotBeUsedSaysWhy(String text, String reason) throws Exception {
    Path file = write("wrong.yaml", text);

    assertThatThrownBy(() -> new AccessKeyFile(file, InstantSource.system()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("0123456789abcdef");
  }

  @Test
  void aFileThatOthersReadIsRefused() throws Exception {
    Path file = write("open.yaml", "keys: []");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> new AccessKeyFile(file, InstantSource.system()))
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aFileThatChangesIsReadAgainAndABrokenOneIsNot() throws Exception {
    String key = "keys: [{id: %s, secret: 0123456789abcdef, project: p}]";
    Path file = write("changing.yaml", key.formatted("A"));
    var now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    var keys = new AccessKeyFile(file, now::get);

    write("changing.yaml", key.formatted("LONGER"));
    now.set(now.get().plusSeconds(2));
    assertThat(keys.find("A")).isEmpty();
    assertThat(keys.find("LONGER")).isPresent();
    write("changing.yaml", "nonsense: yes");
    now.set(now.get().plusSeconds(2));
    assertThat(keys.find("LONGER")).isPresent();
  }
}

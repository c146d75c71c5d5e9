package io.kiln.resources.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MultipartMimeTest extends ResourceContract {

  /** As Python's {@code email} package writes these parts, but for the boundary. */
  private static final String MESSAGE =
      """
      Content-Type: multipart/mixed; boundary="BOUNDARY"
      MIME-Version: 1.0

      --BOUNDARY
      Content-Type: text/x-shellscript; charset="us-ascii"
      MIME-Version: 1.0
      Content-Transfer-Encoding: 7bit

      #!/bin/sh
      echo

      --BOUNDARY
      Content-Type: text/plain; charset="utf-8"
      MIME-Version: 1.0
      Content-Transfer-Encoding: base64

      w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zD
      vMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8
      w7zDvMO8

      --BOUNDARY
      Content-Type: text/z; charset="us-ascii"
      MIME-Version: 1.0
      Content-Transfer-Encoding: 7bit
      Content-Disposition: attachment; filename="z.txt"

      z
      --BOUNDARY--
      """;

  private final SimulatedConfigs configs = new SimulatedConfigs();
  private final ResourceHandler mime = TypedResource.of(new MultipartMime(configs));
  private final ResourceHandler config = TypedResource.of(new SoftwareConfig(configs));

  @Override
  protected ResourceHandler handler() {
    return mime;
  }

  @Override
  protected Value.MapOf properties() {
    return map(
        """
        {"parts": [{"config": "#!/bin/sh\\necho\\n", "subtype": "x-shellscript"},
                   {"config": "%s"}, {"config": "z", "filename": "z.txt"}]}\
        """
            .formatted("ü".repeat(60)));
  }

  @Override
  protected int thingsOutside() {
    return configs.count();
  }

  @Test
  void theMessageIsAsHeatWritesIt() {
    assertThat(masked(message(properties()))).isEqualTo(MESSAGE);
  }

  @Test
  void nothingIsAMessageTooAsInHeat() {
    assertThat(masked(message(map("{}"))))
        .isEqualTo(
            """
            Content-Type: multipart/mixed; boundary="BOUNDARY"
            MIME-Version: 1.0

            --BOUNDARY

            --BOUNDARY--
            """);
  }

  @Test
  void theIdOfAConfigStandsForItsTextAndAMessageForItsParts() {
    var script = map("{\"group\": \"script\", \"config\": \"echo hello\"}");
    String id = Steps.done(config.create(script, context().resource("other"))).physicalId();
    String inner =
        message(map("{\"parts\": [{\"config\": \"%s\", \"subtype\": \"x\"}]}".formatted(id)));
    assertThat(inner).contains("text/x;").contains("\n\necho hello\n--");
    var outer =
        Value.map(
            Map.of(
                "parts",
                Value.list(
                    java.util.List.of(
                        Value.map(
                            Map.of(
                                "config", Value.text(inner), "type", Value.text("multipart")))))));
    assertThat(masked(message(outer))).isEqualTo(masked(inner));
  }

  private String message(Value.MapOf properties) {
    var done = Steps.done(mime.create(properties, context()));
    return Json.parse(Json.write(done.attributes().get("config"))).toString();
  }

  private static String masked(String message) {
    String boundary = message.split("\"")[1];
    return message.replace(boundary, "BOUNDARY");
  }
}

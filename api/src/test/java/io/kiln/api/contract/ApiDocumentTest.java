package io.kiln.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/**
 * The document that ships is the one that is made of the sources; {@code -Dgolden.rewrite=true}.
 */
class ApiDocumentTest {

  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path EXAMPLES = Path.of("src/test/openapi");
  private static final Path SHIPPED =
      Path.of("src/main/resources/io/kiln/api/v2").resolve("openapi.json");
  @RegisterExtension private static final ServerUnderTest server = new ServerUnderTest();

  @Test
  void theDocumentThatShipsIsTheOneTheSourcesMake() throws IOException {
    String made = text();
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.createDirectories(SHIPPED.getParent());
      Files.writeString(SHIPPED, made);
    }
    assertThat(SHIPPED).as("write it with -Dgolden.rewrite=true").exists();
    assertThat(made)
        .as("write it with -Dgolden.rewrite=true, and read what changed")
        .isEqualTo(Files.readString(SHIPPED));
  }

  private static String text() {
    return JsonMapper.shared()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(
                new ApiDocument(SOURCES, EXAMPLES)
                    .of(ApiDocument.routes(server.itself().handlers())))
        + "\n";
  }
}

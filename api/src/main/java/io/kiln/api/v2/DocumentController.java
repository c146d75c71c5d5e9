package io.kiln.api.v2;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * What this API is, for programs: the document is made by a test, and read when it is asked for.
 */
@RestController
@Tag(name = "server")
final class DocumentController {

  private static final String NAME = "openapi.json";
  private static final MediaType YAML = MediaType.valueOf("application/yaml");

  /** This document, in JSON; needs no credentials. */
  @Operation(operationId = "showOpenApi")
  @ApiResponse(
      responseCode = "200",
      description = "OpenAPI 3.1.",
      content = @Content(schema = @Schema(type = "object")))
  @GetMapping("/v2/openapi.json")
  ResponseEntity<byte[]> json() throws IOException {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(text());
  }

  /** This document, in YAML; needs no credentials. */
  @Operation(operationId = "showOpenApiYaml")
  @ApiResponse(
      responseCode = "200",
      description = "OpenAPI 3.1.",
      content = @Content(mediaType = "application/yaml", schema = @Schema(type = "string")))
  @GetMapping("/v2/openapi.yaml")
  ResponseEntity<String> yaml() throws IOException {
    Map<?, ?> document = JsonMapper.shared().readValue(text(), Map.class);
    var settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    return ResponseEntity.ok().contentType(YAML).body(new Dump(settings).dumpToString(document));
  }

  private static byte[] text() throws IOException {
    try (InputStream in = DocumentController.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new FileNotFoundException(NAME);
      }
      return in.readAllBytes();
    }
  }
}

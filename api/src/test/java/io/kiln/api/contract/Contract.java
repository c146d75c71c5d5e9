package io.kiln.api.contract;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The document of the API as a judge of what a server says: an answer whose route, status, form or
 * body it does not describe is wrong, and so is a request that was carried out and is not
 * described.
 */
public final class Contract {

  /**
   * What was sent: the path as it stands in the request line, the body empty when there is none.
   */
  public record Sent(String method, String path, Optional<String> query, String body) {}

  /** What came back. */
  public record Answered(int status, Optional<String> type, String body) {}

  private static final String PLACE = "https://kiln.invalid/openapi.json";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonNode document;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  /** Judges by this document. */
  public Contract(String text) {
    document = JSON.readTree(text);
    registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemas(Map.of(PLACE, text))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }

  /** Judges by the document that ships. */
  public static Contract shipped() {
    try (InputStream in =
        Objects.requireNonNull(
            Contract.class.getResourceAsStream("/io/kiln/api/v2/openapi.json"),
            "the document is not among the resources")) {
      return new Contract(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with an exchange; nothing when it is not about this API. */
  public List<String> complaints(Sent sent, Answered answered) {
    String path = sent.path();
    Optional<String> pattern = pattern(path);
    if (pattern.isEmpty() && !path.startsWith("/v2/")) {
      return List.of();
    }
    String method = sent.method().equals("HEAD") ? "GET" : sent.method();
    JsonNode operation =
        pattern
            .map(known -> document.path("paths").path(known).path(method.toLowerCase(Locale.ROOT)))
            .orElse(JSON.missingNode());
    List<String> wrong = new ArrayList<>();
    if (operation.isMissingNode()) {
      elsewhere(answered, wrong);
    } else {
      answer(
          "#/paths/%s/%s".formatted(escaped(pattern.orElse("")), method.toLowerCase(Locale.ROOT)),
          operation,
          sent,
          answered,
          wrong);
      if (answered.status() < 400) {
        request(operation, pattern.orElse(""), sent, wrong);
      }
    }
    return wrong.stream()
        .map(
            text -> "%s %s answered %d: %s".formatted(sent.method(), path, answered.status(), text))
        .toList();
  }

  /** Every operation there is, as {@code operationId status} of what it may answer. */
  List<String> promises() {
    List<String> all = new ArrayList<>();
    document
        .path("paths")
        .forEach(
            item ->
                item.forEach(
                    operation ->
                        operation
                            .path("responses")
                            .propertyNames()
                            .forEach(
                                status ->
                                    all.add(
                                        operation.path("operationId").asString() + " " + status))));
    return all;
  }

  /** Where nothing is, only that may be said. */
  private void elsewhere(Answered answered, List<String> wrong) {
    switch (answered.status()) {
      case 400, 401, 403, 404, 405, 429, 503 ->
          body("#/components/schemas/Problem", "application/problem+json", answered, wrong);
      default -> wrong.add("the document knows no such route");
    }
  }

  private void answer(
      String place, JsonNode operation, Sent sent, Answered answered, List<String> wrong) {
    String pointer = place + "/responses/" + answered.status();
    JsonNode response = operation.path("responses").path(Integer.toString(answered.status()));
    if (response.has("$ref")) {
      pointer = response.path("$ref").asString();
      response = document.at(pointer.substring(1));
    }
    if (response.isMissingNode()) {
      wrong.add("the document knows no such status of " + operation.path("operationId"));
      return;
    }
    JsonNode content = response.path("content");
    if (sent.method().equals("HEAD") || content.isMissingNode()) {
      if (!answered.body().isEmpty()) {
        wrong.add("has a body, which the document knows nothing of");
      }
      return;
    }
    String type = answered.type().map(Contract::plain).orElse("(none)");
    if (!content.has(type)) {
      wrong.add("is %s, not %s".formatted(type, content.propertyNames()));
      return;
    }
    String schema = pointer + "/content/" + escaped(type) + "/schema";
    if (type.equals("text/event-stream")) {
      EventStream.read(answered.body())
          .forEach(
              event -> {
                String name = event.name().map(word -> "Event" + word).orElse("Event");
                if (document.path("components").path("schemas").has(name)) {
                  check("#/components/schemas/" + name, event.data(), wrong);
                } else {
                  wrong.add(
                      "no event is called " + event.name().orElse("").toLowerCase(Locale.ROOT));
                }
              });
    } else if (type.endsWith("json")) {
      body(schema, type, answered, wrong);
    }
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private void body(String schema, String type, Answered answered, List<String> wrong) {
    String was = answered.type().map(Contract::plain).orElse("(none)");
    if (!was.equals(type)) {
      wrong.add("is %s, not %s".formatted(was, type));
      return;
    }
    check(schema, answered.body(), wrong);
  }

  private void check(String pointer, String text, List<String> wrong) {
    JsonNode body;
    try {
      body = JSON.readTree(text);
    } catch (JacksonException e) {
      wrong.add("is no JSON: " + text);
      return;
    }
    check(pointer, body, wrong);
  }

  private void check(String pointer, JsonNode body, List<String> wrong) {
    // A fragment is part of a URI, in which braces have no place.
    String fragment = pointer.replace("{", "%7B").replace("}", "%7D");
    Schema schema =
        schemas.computeIfAbsent(
            fragment, place -> registry.getSchema(SchemaLocation.of(PLACE + place)));
    for (Error error : schema.validate(body)) {
      wrong.add("%s in %s".formatted(error, body));
    }
  }

  private void request(JsonNode operation, String pattern, Sent sent, List<String> wrong) {
    Map<String, JsonNode> known = new LinkedHashMap<>();
    operation
        .path("parameters")
        .forEach(
            parameter -> {
              if (parameter.path("in").asString().equals("query")) {
                known.put(parameter.path("name").asString(), parameter);
              }
            });
    for (String pair : sent.query().map(text -> text.split("&")).orElse(new String[0])) {
      String[] sides = pair.split("=", 2);
      JsonNode parameter = known.get(decoded(sides[0]));
      if (parameter == null) {
        wrong.add("the document knows no '%s' in the query of %s".formatted(sides[0], pattern));
      } else if (sides.length == 2) {
        value(parameter, decoded(sides[1]), wrong);
      }
    }
    JsonNode content = operation.path("requestBody").path("content").path("application/json");
    if (!content.isMissingNode()) {
      check(content.path("schema").path("$ref").asString(), sent.body(), wrong);
    }
  }

  private static void value(JsonNode parameter, String text, List<String> wrong) {
    String type = parameter.path("schema").path("type").asString();
    boolean fits =
        switch (type) {
          case "integer" -> text.matches("\\d+");
          case "boolean" -> text.matches("true|false");
          default -> true;
        };
    if (!fits) {
      wrong.add("%s is %s in the document, not '%s'".formatted(parameter.path("name"), type, text));
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String plain(String type) {
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** The path of the document that a path fits; a word before a variable. */
  private Optional<String> pattern(String path) {
    String[] asked = path.split("/", -1);
    Optional<String> best = Optional.empty();
    for (String pattern : document.path("paths").propertyNames()) {
      if (fits(pattern.split("/", -1), asked)
          && best.filter(other -> words(other) >= words(pattern)).isEmpty()) {
        best = Optional.of(pattern);
      }
    }
    return best;
  }

  private static boolean fits(String[] pattern, String[] asked) {
    if (pattern.length != asked.length) {
      return false;
    }
    for (int i = 0; i < pattern.length; i++) {
      boolean variable = pattern[i].startsWith("{") && !asked[i].isEmpty();
      if (!variable && !pattern[i].equals(asked[i])) {
        return false;
      }
    }
    return true;
  }

  private static long words(String pattern) {
    return pattern.chars().filter(c -> c == '/').count()
        - pattern.chars().filter(c -> c == '{').count();
  }

  /** The document as it was read. */
  ObjectNode document() {
    return (ObjectNode) document;
  }
}

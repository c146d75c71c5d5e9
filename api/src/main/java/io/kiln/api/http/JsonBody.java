package io.kiln.api.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * Reads request bodies as strict JSON: bounded in size and depth, every key once, nothing after the
 * end, and no text that the database could not keep.
 */
public final class JsonBody {

  /** Heat's limit is half of it; templates with files come close to that. */
  public static final int DEFAULT_MAX_BYTES = 2 * 1024 * 1024;

  /** Deeper than any template is nested, shallow enough for every recursive reader behind. */
  private static final int MAX_DEPTH = 200;

  /** Longer numbers are no amounts of anything, and cost time that grows with their square. */
  private static final int MAX_NUMBER_DIGITS = 100;

  private final int maxBytes;
  private final JsonMapper mapper;

  /**
   * A reader with one limit.
   *
   * @param maxBytes largest body that is read
   */
  public JsonBody(int maxBytes) {
    this.maxBytes = maxBytes;
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNumberLength(MAX_NUMBER_DIGITS)
            .maxStringLength(maxBytes)
            .maxNameLength(maxBytes)
            .build();
    this.mapper =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(limits)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
  }

  /**
   * The body as an object.
   *
   * @throws BadInputException when it is anything else, or not JSON
   * @throws BodyTooLargeException when it is over the limit
   */
  public JsonObject object(HttpServletRequest request) {
    byte[] bytes = bytes(request);
    if (bytes.length == 0) {
      throw new BadInputException("The request has no body; a JSON object is needed.");
    }
    return object(parse(bytes));
  }

  /**
   * The body as an object; an empty one when there is none.
   *
   * @throws BadInputException when it is anything else, or not JSON
   * @throws BodyTooLargeException when it is over the limit
   */
  public JsonObject objectIfAny(HttpServletRequest request) {
    byte[] bytes = bytes(request);
    return bytes.length == 0 ? object(mapper.createObjectNode()) : object(parse(bytes));
  }

  private static JsonObject object(JsonNode node) {
    if (!node.isObject()) {
      throw new BadInputException(
          "The request body must be a JSON object, not %s.".formatted(JsonObject.kind(node)));
    }
    return new JsonObject("", "", node);
  }

  /**
   * The body, whatever it is; null when there is none.
   *
   * @throws BadInputException when it is not JSON
   * @throws BodyTooLargeException when it is over the limit
   */
  public JsonNode any(HttpServletRequest request) {
    byte[] bytes = bytes(request);
    return bytes.length == 0 ? NullNode.instance : parse(bytes);
  }

  private byte[] bytes(HttpServletRequest request) {
    return Bytes.of(request, maxBytes);
  }

  private JsonNode parse(byte[] bytes) {
    try {
      JsonNode node = mapper.readTree(bytes);
      JsonTexts.check(node);
      return node;
    } catch (JacksonException e) {
      Optional<BodyFault.Position> at = place(e);
      throw new BadInputException(
          "Malformed JSON%s: %s"
              .formatted(
                  at.map(place -> " at line %d column %d".formatted(place.line(), place.column()))
                      .orElse(""),
                  reason(e)),
          BodyFault.malformed(at));
    }
  }

  private static Optional<BodyFault.Position> place(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    return at == null || at.getLineNr() < 1
        ? Optional.empty()
        : Optional.of(new BodyFault.Position(at.getLineNr(), at.getColumnNr()));
  }

  /** The parser's own words without what it says about itself and its source. */
  private static String reason(JacksonException e) {
    if (e instanceof MismatchedInputException) {
      return "something follows after the end of the value";
    }
    String text = e.getOriginalMessage();
    return text == null ? "unreadable" : text.lines().findFirst().orElse("unreadable");
  }
}

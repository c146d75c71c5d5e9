package io.kiln.api.heat;

import io.kiln.api.http.BadInputException;
import io.kiln.api.http.JsonObject;
import io.kiln.engine.planning.Rename;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a create, an update, a preview or a validation. What was not sent is empty, so that a
 * partial update can tell it from what was sent empty.
 *
 * @param template the template's text; an object that was sent is written out over several lines so
 *     that a place in it means something
 * @param templateName what to call the template in messages
 * @param templateUrl where the template is to be fetched, when none was sent
 * @param renames what the template calls by another name than before (a key of Kiln's own)
 * @param adopting the exported document of a stack that is there already
 * @param converge whether what somebody changed by hand is put right
 */
public record StackRequest(
    Optional<String> name,
    Optional<String> template,
    String templateName,
    SequencedMap<String, String> files,
    Optional<String> environment,
    List<String> environmentFiles,
    SequencedMap<String, Value> parameters,
    List<String> clearParameters,
    Optional<Duration> timeout,
    Optional<Boolean> disableRollback,
    Optional<List<String>> tags,
    Optional<Value> adopting,
    Optional<String> templateUrl,
    List<Rename> renames,
    boolean converge) {

  /** A year: longer than anything converges, short enough to add to any date. */
  private static final int MAX_TIMEOUT_MINUTES = 525_600;

  /** Heat's limit for one tag. */
  private static final int MAX_TAG_LENGTH = 80;

  /** Heat's limit for the name of a stack, in its regular expression. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.-]{0,254}");

  static final String NOT_FETCHED =
      "'template_url' is not fetched by this server; send the text as 'template'.";

  /** All that {@link #of} reads. */
  private static final List<String> KEYS =
      List.of(
          "stack_name",
          "template",
          "template_url",
          "template_name",
          "files",
          "environment",
          "environment_files",
          "parameters",
          "clear_parameters",
          "timeout_mins",
          "disable_rollback",
          "tags",
          "adopt_stack_data",
          "moved",
          "converge");

  private static final JsonMapper PRETTY = new JsonMapper();

  /**
   * Reads a body as Kiln's own API does, where a key that nobody knows is a slip of the pen.
   *
   * @param besides keys that somebody else reads
   * @throws BadInputException when there is another key, or one with a value of the wrong kind
   */
  public static StackRequest known(JsonObject body, String... besides) {
    body.only(Stream.concat(KEYS.stream(), Stream.of(besides)).toList());
    return of(body);
  }

  /**
   * Reads a body. Keys that Heat does not know are ignored, as Heat does.
   *
   * @throws BadInputException when a key has a value of the wrong kind
   */
  public static StackRequest of(JsonObject body) {
    if (body.has("files_container")) {
      throw new BadInputException(
          "'files_container' is not read by this server; send the texts as 'files'.");
    }
    Optional<JsonNode> template = body.get("template");
    var sent =
        new StackRequest(
            body.text("stack_name"),
            template.map(node -> text(node, "template")),
            body.text("template_name")
                .filter(name -> !name.isBlank())
                .orElse(
                    template.filter(JsonNode::isString).isPresent() ? "template" : "template.json"),
            body.texts("files"),
            body.get("environment").map(node -> text(node, "environment")),
            body.textList("environment_files"),
            parameters(body.object("parameters")),
            body.textList("clear_parameters"),
            body.integer("timeout_mins", 1, MAX_TIMEOUT_MINUTES).map(Duration::ofMinutes),
            body.bool("disable_rollback"),
            body.text("tags").map(StackRequest::tags),
            body.get("adopt_stack_data").map(StackRequest::adopting),
            body.text("template_url").filter(_ -> template.isEmpty()),
            body.texts("moved").entrySet().stream()
                .map(moved -> new Rename(moved.getKey(), moved.getValue()))
                .toList(),
            body.bool("converge").orElse(false));
    return sent.adopting.map(document -> AdoptedTexts.complete(sent, document)).orElse(sent);
  }

  /** The stock client sends the document's text; an object is as good. */
  private static Value adopting(JsonNode node) {
    try {
      return node.isString() ? Json.parse(node.stringValue()) : Json.of(node, Mark.NONE);
    } catch (JacksonException e) {
      var wrong = new BadInputException("Invalid adopt data: it is not JSON.");
      wrong.addSuppressed(e);
      throw wrong;
    }
  }

  /**
   * The name of a stack to be.
   *
   * @throws BadInputException when it is missing or no name
   */
  public String newName() {
    String given = name.orElseThrow(() -> new BadInputException("No stack name specified"));
    if (!NAME.matcher(given).matches()) {
      throw new BadInputException(
          ("Invalid stack name %s must contain only alphanumeric or \"_-.\" characters, must start"
                  + " with alpha and must be 255 characters or less.")
              .formatted(given.length() > 300 ? given.substring(0, 300) + "…" : given));
    }
    return given;
  }

  /**
   * The texts and values of a revision that owes nothing to an earlier one.
   *
   * @throws BadInputException when there is no template
   */
  public StackSource source() {
    if (templateUrl.isPresent()) {
      throw new BadInputException(NOT_FETCHED);
    }
    return new StackSource(
        template.orElseThrow(() -> new BadInputException("No template specified")),
        templateName,
        files,
        environmentFiles,
        environment,
        parameters);
  }

  /** The same with texts that were fetched for it. */
  StackRequest with(Optional<String> fetched, SequencedMap<String, String> allFiles) {
    return new StackRequest(
        name,
        template.or(() -> fetched),
        fetched.isPresent() ? templateUrl.orElse(templateName) : templateName,
        allFiles,
        environment,
        environmentFiles,
        parameters,
        clearParameters,
        timeout,
        disableRollback,
        tags,
        adopting,
        fetched.isPresent() ? Optional.empty() : templateUrl,
        renames,
        converge);
  }

  /** All texts that were sent, by the names messages call them. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>(files);
    template.ifPresent(text -> texts.put(templateName, text));
    environment.ifPresent(text -> texts.put("environment", text));
    return texts;
  }

  private static String text(JsonNode node, String key) {
    if (node.isString()) {
      return node.stringValue();
    }
    if (!node.isObject()) {
      throw new BadInputException("'%s' must be an object or a string.".formatted(key));
    }
    return PRETTY.writerWithDefaultPrettyPrinter().writeValueAsString(node);
  }

  private static SequencedMap<String, Value> parameters(JsonObject sent) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    for (String key : sent.keys()) {
      values.put(key, sent.get(key).map(node -> Json.of(node, Mark.NONE)).orElse(Value.nothing()));
    }
    return values;
  }

  private static List<String> tags(String commaList) {
    List<String> tags = Arrays.stream(commaList.split(",", -1)).map(String::strip).toList();
    for (String tag : tags) {
      if (tag.isEmpty() || tag.length() > MAX_TAG_LENGTH) {
        throw new BadInputException(
            "Invalid tag \"%s\": a tag has 1 to %d characters."
                .formatted(tag.length() > 100 ? tag.substring(0, 100) + "…" : tag, MAX_TAG_LENGTH));
      }
    }
    return tags;
  }
}

package io.kiln.api.contract;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what one route does. */
final class Operations {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  /** What stands in many paths and means the same in all of them. */
  private static final Map<String, String> WELL_KNOWN =
      Map.of("project", "The project's id or name.", "stack", "The stack's name or id.");

  private final Comments comments;
  private final Schemas schemas;
  private final Path examples;

  /**
   * Writes with these.
   *
   * @param examples a folder of {@code operation.request.json} and {@code operation.status.json}
   */
  Operations(Comments comments, Schemas schemas, Path examples) {
    this.comments = comments;
    this.schemas = schemas;
    this.examples = examples;
  }

  /**
   * One operation.
   *
   * @throws AssertionError that says what is missing
   */
  ObjectNode of(ApiDocument.Route route) {
    Method method = route.handler().getMethod();
    Operation said =
        Optional.ofNullable(method.getAnnotation(Operation.class))
            .filter(found -> !found.operationId().isEmpty())
            .orElseThrow(() -> new AssertionError("has no @Operation(operationId = …)"));
    Comments.Comment comment =
        comments
            .of(method.getDeclaringClass(), method.getName())
            .orElseThrow(() -> new AssertionError("its method has no comment to take words from"));
    boolean problem = route.path().startsWith("/v2/");
    ObjectNode operation = JSON.createObjectNode();
    operation.putArray("tags").add(ApiDocument.group(method.getDeclaringClass()));
    operation.put("operationId", said.operationId());
    operation.put("summary", comment.first());
    if (!comment.rest().isEmpty()) {
      operation.put("description", comment.rest());
    }
    ArrayNode parameters = JSON.createArrayNode();
    Map<String, Parameter> declared = new LinkedHashMap<>();
    Arrays.stream(said.parameters()).forEach(one -> declared.put(one.name(), one));
    AnnotatedElementUtils.findMergedRepeatableAnnotations(method, Parameter.class)
        .forEach(one -> declared.put(one.name(), one));
    Matcher variables = VARIABLE.matcher(route.path());
    boolean names = false;
    while (variables.find()) {
      String name = variables.group(1);
      names |= !name.equals("project");
      inPath(parameters.addObject(), name, comment, Optional.ofNullable(declared.remove(name)));
    }
    declared.values().forEach(one -> elsewhere(parameters.addObject(), one));
    Map<Integer, ObjectNode> answers = successes(said, method, comment);
    if (declared.containsKey("limit")) {
      Optional.ofNullable(answers.get(200))
          .ifPresent(page -> Failures.header((ObjectNode) page.path("headers"), "Link"));
    }
    boolean tagged = problem && route.method().equals("GET") && tag(answers);
    if (tagged) {
      parameters.addObject().put("$ref", "#/components/parameters/IfNoneMatch");
    }
    boolean repeatable = route.method().equals("POST") && route.path().startsWith("/v2/{project}/");
    if (repeatable) {
      parameters.addObject().put("$ref", "#/components/parameters/IdempotencyKey");
    }
    if (!parameters.isEmpty()) {
      operation.set("parameters", parameters);
    }
    boolean body = said.requestBody().content().length > 0;
    if (body) {
      ObjectNode request = operation.putObject("requestBody").put("required", true);
      ObjectNode content = request.putObject("content").putObject("application/json");
      content.set(
          "schema", schemas.request(said.requestBody().content()[0].schema().implementation()));
      example(said.operationId() + ".request").ifPresent(text -> content.set("example", text));
    }
    failures(method, problem).forEach(answers::put);
    if (parameters.size() > (tagged ? 1 : 0) || body) {
      answers.putIfAbsent(400, Failures.BAD_REQUEST.answer(problem));
    }
    if (declared.containsKey("If-Match")) {
      answers.putIfAbsent(412, Failures.PRECONDITION_FAILED.answer(problem));
    }
    if (names) {
      answers.putIfAbsent(404, Failures.NOT_FOUND.answer(problem));
    }
    if (repeatable) {
      answers.putIfAbsent(409, Failures.CONFLICT.answer(problem));
      answers.putIfAbsent(422, Failures.UNPROCESSABLE_CONTENT.answer(problem));
    }
    if (body) {
      answers.putIfAbsent(413, Failures.CONTENT_TOO_LARGE.answer(problem));
    }
    for (Failures always :
        new Failures[] {
          Failures.UNAUTHORIZED,
          Failures.FORBIDDEN,
          Failures.TOO_MANY_REQUESTS,
          Failures.INTERNAL_SERVER_ERROR,
          Failures.SERVICE_UNAVAILABLE
        }) {
      answers.putIfAbsent(always.status(), always.answer(problem));
    }
    ObjectNode responses = operation.putObject("responses");
    answers.forEach((status, answer) -> responses.set(Integer.toString(status), answer));
    return operation;
  }

  /** An answer that is there at once has a tag, and need not be sent again. */
  private static boolean tag(Map<Integer, ObjectNode> answers) {
    ObjectNode answer = answers.get(200);
    if (answer == null || answer.path("content").has("text/event-stream")) {
      return false;
    }
    Failures.header((ObjectNode) answer.path("headers"), "ETag");
    ObjectNode same =
        JSON.createObjectNode().put("description", "It is what its reader has already.");
    Failures.header(Failures.common(same), "ETag");
    answers.put(304, same);
    return true;
  }

  private static void inPath(
      ObjectNode parameter, String name, Comments.Comment comment, Optional<Parameter> declared) {
    String text =
        Optional.ofNullable(comment.parameters().get(name))
            .or(() -> Optional.ofNullable(WELL_KNOWN.get(name)))
            .orElseThrow(() -> new AssertionError("its comment has no @param " + name));
    parameter.put("name", name).put("in", "path").put("required", true).put("description", text);
    parameter.set(
        "schema",
        declared
            .map(Parameter::schema)
            .map(Operations::simple)
            .orElseGet(() -> JSON.createObjectNode().put("type", "string")));
  }

  private static void elsewhere(ObjectNode parameter, Parameter declared) {
    if (declared.description().isEmpty() || declared.in() == ParameterIn.DEFAULT) {
      throw new AssertionError("@Parameter " + declared.name() + " needs 'in' and a description");
    }
    parameter.put("name", declared.name()).put("in", declared.in().toString());
    if (declared.required()) {
      parameter.put("required", true);
    }
    parameter.put("description", declared.description());
    parameter.set("schema", simple(declared.schema()));
  }

  /** A schema of one value, as an annotation gives it. */
  private static ObjectNode simple(Schema said) {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("type", said.type().isEmpty() ? "string" : said.type());
    if (!said.format().isEmpty()) {
      schema.put("format", said.format());
    }
    if (!said.pattern().isEmpty()) {
      schema.put("pattern", said.pattern());
    }
    if (said.allowableValues().length > 0) {
      ArrayNode words = schema.putArray("enum");
      Arrays.stream(said.allowableValues()).forEach(words::add);
    }
    value(said.minimum()).ifPresent(value -> schema.set("minimum", value));
    value(said.maximum()).ifPresent(value -> schema.set("maximum", value));
    value(said.defaultValue()).ifPresent(value -> schema.set("default", value));
    return schema;
  }

  private static Optional<JsonNode> value(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    boolean literal = text.matches("-?\\d+|true|false");
    return Optional.of(literal ? JSON.readTree(text) : JSON.getNodeFactory().stringNode(text));
  }

  private Map<Integer, ObjectNode> successes(
      Operation said, Method method, Comments.Comment comment) {
    Map<Integer, ObjectNode> answers = new TreeMap<>();
    for (ApiResponse answer : method.getAnnotationsByType(ApiResponse.class)) {
      int status = Integer.parseInt(answer.responseCode());
      if (status < 400) {
        answers.put(status, success(said, answer, status));
      }
    }
    Class<?> type = method.getReturnType();
    if (type.isRecord()) {
      ResponseStatus other =
          AnnotatedElementUtils.findMergedAnnotation(method, ResponseStatus.class);
      int status = other == null ? 200 : other.code().value();
      ObjectNode answer =
          JSON.createObjectNode()
              .put(
                  "description",
                  comments.of(type).map(of -> of.first() + ".").orElse(comment.first() + "."));
      Failures.common(answer);
      ObjectNode content = answer.putObject("content").putObject("application/json");
      content.set("schema", schemas.answer(type));
      example(said.operationId() + "." + status).ifPresent(text -> content.set("example", text));
      answers.putIfAbsent(status, answer);
    }
    if (answers.isEmpty()) {
      throw new AssertionError(
          "its return type does not say what it answers: give it an @ApiResponse");
    }
    return answers;
  }

  private ObjectNode success(Operation said, ApiResponse declared, int status) {
    ObjectNode answer = JSON.createObjectNode().put("description", declared.description());
    Failures.common(answer);
    for (Content content : declared.content()) {
      Schema schema = content.schema();
      ObjectNode media =
          answer
              .putObject("content")
              .putObject(content.mediaType().isEmpty() ? "application/json" : content.mediaType());
      if (schema.oneOf().length > 0) {
        ArrayNode all = media.putObject("schema").putArray("oneOf");
        Arrays.stream(schema.oneOf()).forEach(one -> all.add(schemas.answer(one)));
      } else if (schema.implementation() != Void.class) {
        media.set("schema", schemas.answer(schema.implementation()));
      } else {
        media.set("schema", simple(schema));
      }
      example(said.operationId() + "." + status).ifPresent(text -> media.set("example", text));
    }
    return answer;
  }

  private static Map<Integer, ObjectNode> failures(Method method, boolean problem) {
    Map<Integer, ObjectNode> answers = new TreeMap<>();
    for (ApiResponse answer : method.getAnnotationsByType(ApiResponse.class)) {
      int status = Integer.parseInt(answer.responseCode());
      if (status >= 400) {
        answers.put(
            status,
            Failures.of(status)
                .orElseThrow(() -> new AssertionError(status + " is no failure of ours"))
                .answer(answer.description(), problem));
      }
    }
    return answers;
  }

  /** A body of this name, when there is one. */
  Optional<JsonNode> example(String name) {
    Path file = examples.resolve(name + ".json");
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readTree(Files.readString(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

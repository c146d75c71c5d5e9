package io.kiln.it.fuzz;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What must hold of every answer, whatever was asked. */
final class Verdict {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Larger ones are looked at by their status alone: they are lists, and many. */
  private static final int READ = 20_000;

  /**
   * What only somebody who wrote the server should see. No part of it looks further than a word.
   */
  private static final Pattern INSIDE =
      Pattern.compile(
          "io\\.kiln\\.|\\bjava\\.(lang|util|io|net|nio|sql)\\."
              + "|org\\.(springframework|apache|postgresql|snakeyaml)|tools\\.jackson"
              + "|\\tat |Exception\\b|\\.java:\\d|SQLState"
              + "|(?<=\\w)@[0-9a-f]{5,8}\\b|(?<=[a-z])\\[[a-z]{1,30}=");

  /** Names that clients know errors by. */
  private static final Set<String> WORDS =
      Set.of(
          "AlreadyExistsException",
          "InsufficientCapabilitiesException",
          "LimitExceededException",
          "TokenAlreadyExistsException",
          "CircularDependencyException");

  private static final Set<String> HEAT = Set.of("code", "title", "explanation", "error");

  private Verdict() {}

  /** What is wrong with the answers to a request; empty when nothing is. */
  static Optional<String> of(Sent sent, List<Answer> answers) {
    if (answers.isEmpty()) {
      return sent.unfinished() || (sent.methods().size() > 1 && sent.ends())
          ? Optional.empty()
          : Optional.of("no answer");
    }
    for (int i = 0; i < answers.size(); i++) {
      String target = i == 0 ? sent.target() : "";
      Optional<String> wrong = one(answers.get(i), sent.methods().get(i), target);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> one(Answer answer, String method, String target) {
    if (answer.status() == 503 && answer.headers().containsKey("retry-after")) {
      return Optional.empty();
    }
    if (answer.status() >= 500) {
      return Optional.of("it says that it failed");
    }
    if (!answer.whole()) {
      return Optional.of("the answer is cut short");
    }
    Optional<String> elsewhere =
        Optional.ofNullable(answer.headers().get("location"))
            .filter(
                to -> !to.matches("(http://(127\\.0\\.0\\.1|localhost)(:\\d+)?)?(/([^/].*)?)?"));
    if (elsewhere.isPresent()) {
      return elsewhere.map("it leads elsewhere: "::concat);
    }
    if (method.equals("HEAD") || answer.endless()) {
      return Optional.empty();
    }
    if (answer.status() >= 400) {
      return leak(answer.text()).or(() -> shape(answer, target));
    }
    return answer.type().startsWith("application/json") && answer.body().length < READ
        ? json(answer).isPresent() ? Optional.empty() : Optional.of("it says JSON and is none")
        : Optional.empty();
  }

  private static Optional<String> leak(String text) {
    Matcher found = INSIDE.matcher(text);
    while (found.find()) {
      int end = found.end();
      if (WORDS.stream().noneMatch(word -> text.startsWith(word, end - word.length()))) {
        return Optional.of("it tells of its inside: " + found.group());
      }
    }
    return Optional.empty();
  }

  /**
   * A target that is none may be answered in any of the three ways; and what was refused before it
   * got a number, because nobody could tell where it was to go, in Heat's.
   */
  private static Optional<String> shape(Answer answer, String target) {
    if (!answer.headers().containsKey("x-openstack-request-id") && isHeat(answer)) {
      return Optional.empty();
    }
    boolean v2 = target.startsWith("/v2/");
    boolean cfn = target.matches("(?s)/cfn/v1([/?].*)?");
    boolean heat = target.startsWith("/v1/");
    if ((!cfn && !v2 && isHeat(answer))
        || (!cfn && !heat && isProblem(answer))
        || (!v2 && !heat && isAws(answer))) {
      return Optional.empty();
    }
    return Optional.of("an error of another API's form, or of none");
  }

  private static boolean isHeat(Answer answer) {
    return answer.type().startsWith("application/json")
        && json(answer)
            .filter(
                body ->
                    HEAT.equals(Set.copyOf(body.propertyNames()))
                        && body.path("code").asInt() == answer.status()
                        && body.path("error").path("type").isString()
                        && body.path("error").path("message").isString()
                        && body.path("error").path("traceback").isNull())
            .isPresent();
  }

  private static boolean isProblem(Answer answer) {
    return answer.type().startsWith("application/problem+json")
        && json(answer)
            .filter(
                body ->
                    body.path("status").asInt() == answer.status()
                        && body.path("title").isString()
                        && body.path("detail").isString())
            .isPresent();
  }

  private static boolean isAws(Answer answer) {
    String text = answer.text();
    return answer.type().startsWith("text/xml")
        && text.contains("<ErrorResponse")
        && text.contains("<Code>")
        && text.contains("<RequestId>")
        && text.strip().endsWith("</ErrorResponse>");
  }

  private static Optional<JsonNode> json(Answer answer) {
    try {
      return Optional.of(JSON.readTree(answer.body()));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}

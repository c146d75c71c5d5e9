package io.kiln.api.settings;

import io.kiln.engine.planning.Plan;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * Which resources an update may touch (AWS, "Prevent updates to stack resources"). With a policy
 * all is denied that no statement allows, and what one denies stays denied. Pure.
 */
public final class StackPolicy {

  /** AWS's limit. */
  private static final int LONGEST = 16_384;

  private static final Set<String> ACTIONS =
      Set.of("*", "Update:*", "Update:Modify", "Update:Replace", "Update:Delete");

  private static final Set<String> KEYS =
      Set.of(
          "Sid",
          "Effect",
          "Action",
          "NotAction",
          "Principal",
          "Resource",
          "NotResource",
          "Condition");

  private final List<Statement> statements;

  /**
   * One statement.
   *
   * @param allows whether it allows or denies
   * @param types patterns of resource types; empty when any type is meant
   */
  private record Statement(
      boolean allows,
      List<String> actions,
      boolean otherActions,
      List<Pattern> resources,
      boolean otherResources,
      List<Pattern> types) {

    boolean speaksOf(String action, String resource, String type) {
      boolean named =
          actions.contains("*") || actions.contains("Update:*") || actions.contains(action);
      boolean meant =
          resources.stream()
              .anyMatch(
                  pattern ->
                      pattern.matcher(resource).matches()
                          || pattern.matcher("LogicalResourceId/" + resource).matches());
      return named != otherActions
          && meant != otherResources
          && (types.isEmpty()
              || types.stream().anyMatch(pattern -> pattern.matcher(type).matches()));
    }
  }

  private StackPolicy(List<Statement> statements) {
    this.statements = statements;
  }

  /**
   * Reads a policy.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static StackPolicy parse(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "A stack policy has at most %d characters.".formatted(LONGEST));
    }
    Value read;
    try {
      read = Json.parse(text);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Error validating stack policy: Invalid stack policy: no JSON", e);
    }
    if (!(read instanceof Value.MapOf map)) {
      throw wrong("it must be an object");
    }
    if (!map.entries().keySet().equals(Set.of("Statement"))) {
      throw wrong("it must have Statement and nothing else");
    }
    List<Statement> statements = new ArrayList<>();
    for (Value each : listed(map.get("Statement"))) {
      if (!(each instanceof Value.MapOf statement)) {
        throw wrong("each Statement must be an object");
      }
      statements.add(statement(statement));
    }
    return new StackPolicy(List.copyOf(statements));
  }

  private static Statement statement(Value.MapOf map) {
    map.entries().keySet().stream()
        .filter(key -> !KEYS.contains(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw wrong("a Statement has no " + key);
            });
    String effect = map.get("Effect").toString();
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw wrong("Effect must be Allow or Deny");
    }
    if (!map.get("Principal").toString().equals("*")) {
      throw wrong("Principal must be \"*\"");
    }
    boolean otherActions = map.entries().containsKey("NotAction");
    boolean otherResources = map.entries().containsKey("NotResource");
    if (otherActions == map.entries().containsKey("Action")) {
      throw wrong("a Statement has either Action or NotAction");
    }
    if (otherResources == map.entries().containsKey("Resource")) {
      throw wrong("a Statement has either Resource or NotResource");
    }
    List<String> actions = texts(map.get(otherActions ? "NotAction" : "Action"));
    actions.stream()
        .filter(action -> !ACTIONS.contains(action))
        .findFirst()
        .ifPresent(
            action -> {
              throw wrong("there is no action " + action);
            });
    return new Statement(
        effect.equals("Allow"),
        actions,
        otherActions,
        patterns(texts(map.get(otherResources ? "NotResource" : "Resource"))),
        otherResources,
        types(map.entries().get("Condition")));
  }

  private static List<Pattern> types(@org.jspecify.annotations.Nullable Value condition) {
    if (condition == null) {
      return List.of();
    }
    if (condition instanceof Value.MapOf map && map.entries().size() == 1) {
      String operator = map.entries().firstEntry().getKey();
      if (Set.of("StringEquals", "StringLike").contains(operator)
          && map.get(operator) instanceof Value.MapOf keys
          && keys.entries().keySet().equals(Set.of("ResourceType"))) {
        List<String> types = texts(keys.get("ResourceType"));
        return operator.equals("StringLike")
            ? patterns(types)
            : types.stream().map(type -> Pattern.compile(Pattern.quote(type))).toList();
      }
    }
    throw wrong("a Condition is StringEquals or StringLike of ResourceType");
  }

  private static List<Value> listed(Value value) {
    return value instanceof Value.ListOf list ? list.items() : List.of(value);
  }

  private static List<String> texts(Value value) {
    return listed(value).stream()
        .map(
            item -> {
              if (item instanceof Value.Text(String text, _)) {
                return text;
              }
              throw wrong("actions, resources and types are texts");
            })
        .toList();
  }

  /** {@code *} stands for any text; each pattern is matched in time that grows with the text. */
  private static List<Pattern> patterns(List<String> globs) {
    return globs.stream()
        .map(
            glob -> {
              var pattern = new StringBuilder();
              for (String part : glob.split("\\*+", -1)) {
                pattern.append(pattern.isEmpty() ? "" : ".*?").append(Pattern.quote(part));
              }
              if (glob.chars().filter(c -> c == '*').count() > 3) {
                throw wrong("a pattern has at most three *");
              }
              return Pattern.compile(pattern.toString(), Pattern.DOTALL);
            })
        .toList();
  }

  private static IllegalArgumentException wrong(String because) {
    return new IllegalArgumentException(
        "Error validating stack policy: Invalid stack policy: %s".formatted(because));
  }

  /**
   * What speaks against a plan: the first resource that it would touch against the policy, in AWS's
   * words; empty when it keeps to it. Resources that are made are not asked about, as in AWS.
   */
  public Optional<String> denial(Plan plan) {
    for (Plan.Planned step : plan.steps()) {
      Optional<String> action = action(step.verb());
      String resource = step.path().replaceFirst("/.*", "");
      if (action.isEmpty()) {
        continue;
      }
      Optional<Integer> denied = denied(action.get(), resource, step.type());
      if (denied.isPresent()) {
        return Optional.of(
            ("Action denied by stack policy: %s for resource [LogicalResourceId/%s] with action"
                    + " [%s]")
                .formatted(
                    denied.get() == 0
                        ? "No matching allow statement"
                        : "Statement [#%d] denies".formatted(denied.get()),
                    resource,
                    action.get()));
      }
    }
    return Optional.empty();
  }

  /** The number of the statement that denies, 0 when none allows; empty when it is allowed. */
  private Optional<Integer> denied(String action, String resource, String type) {
    boolean allowed = false;
    for (int i = 0; i < statements.size(); i++) {
      Statement statement = statements.get(i);
      if (statement.speaksOf(action, resource, type)) {
        if (!statement.allows()) {
          return Optional.of(i + 1);
        }
        allowed = true;
      }
    }
    return allowed ? Optional.empty() : Optional.of(0);
  }

  private static Optional<String> action(Plan.Verb verb) {
    return switch (verb) {
      case CREATE, ADOPT, MOVE -> Optional.empty();
      case UPDATE -> Optional.of("Update:Modify");
      case REPLACE -> Optional.of("Update:Replace");
      case DELETE -> Optional.of("Update:Delete");
    };
  }
}

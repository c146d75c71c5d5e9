package io.kiln.it.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Requests as somebody would send them who means well. */
final class Requests {

  private static final Pattern CHOICE = Pattern.compile("[a-z|]+");

  private static final List<String> RESOURCES =
      List.of("a", "r", "t", "inner", "g", "h", "p", "x", "s1", "nosuch", "0");

  /** What queries ask, with values that make sense; any route is asked any of it. */
  private static final Map<String, List<String>> QUERIES =
      Map.ofEntries(
          Map.entry("limit", List.of("1", "2", "5", "20")),
          Map.entry(
              "sort_keys",
              List.of("stack_name", "updated_time,stack_status", "event_time", "resource_type")),
          Map.entry("sort_dir", List.of("asc", "desc")),
          Map.entry("name", List.of("s1", "a", "OS::Heat::.*")),
          Map.entry("status", List.of("COMPLETE", "IN_PROGRESS", "CREATE_COMPLETE")),
          Map.entry("action", List.of("CREATE", "UPDATE")),
          Map.entry("type", List.of("OS::Heat::Value", "Heat")),
          Map.entry("tags", List.of("blue", "blue,green")),
          Map.entry("not_tags_any", List.of("red")),
          Map.entry("show_nested", List.of("true", "0")),
          Map.entry("show_hidden", List.of("true")),
          Map.entry("with_count", List.of("true")),
          Map.entry("with_detail", List.of("true")),
          Map.entry("with_attr", List.of("value", "show")),
          Map.entry("nested_depth", List.of("0", "1", "5", "99")),
          Map.entry("resolve_outputs", List.of("false")),
          Map.entry("resource_name", List.of("a", "s1")),
          Map.entry("resource_status", List.of("COMPLETE")),
          Map.entry("template_type", List.of("hot", "cfn")),
          Map.entry("support_status", List.of("SUPPORTED", "DEPRECATED")),
          Map.entry("version", List.of("2018-08-31", ">=5.0.0")),
          Map.entry("with_condition_func", List.of("true")),
          Map.entry("with_description", List.of("true")),
          Map.entry("ignore_errors", List.of("99001")),
          Map.entry("server_id", List.of("server-1")),
          Map.entry("dry_run", List.of("true")),
          Map.entry("existing", List.of("true")),
          Map.entry("delete", List.of("true")),
          Map.entry("after", List.of("0", "3")),
          Map.entry("against", List.of("1")),
          Map.entry("resource", List.of(World.NOBODY)),
          Map.entry("q", List.of("s1", "value:w")));

  private static final List<String> QUERY_KEYS = QUERIES.keySet().stream().sorted().toList();

  private final World world;
  private final Forms forms;
  private final int port;

  Requests(World world, Forms forms, int port) {
    this.world = world;
    this.forms = forms;
    this.port = port;
  }

  /**
   * A request that fits a route.
   *
   * @param body what it carries, when it is JSON; it may be damaged before it is sent
   */
  record Meant(Route route, Draft draft, Optional<Object> body) {}

  Meant meant(Route route, Dice dice) {
    if (route.pattern().startsWith("/cfn/")) {
      return new Meant(route, forms.draft(dice), Optional.empty());
    }
    String project = dice.pick(World.PROJECTS);
    int stack = dice.percent(50) ? World.SEEN : dice.below(World.STACKS + World.PASSING);
    Draft draft =
        new Draft(route.method(), path(route.pattern(), project, stack, dice) + query(dice), port);
    headers(draft, dice);
    Optional<Object> body =
        route.method().equals("GET") || route.method().equals("DELETE")
            ? Optional.empty()
            : Bodies.of(route, stack, dice);
    return new Meant(route, draft, body);
  }

  private static void headers(Draft draft, Dice dice) {
    if (dice.percent(20)) {
      draft.headers.add("User-Agent: python-heatclient");
      draft.headers.add("Accept: application/json");
      draft.headers.add("Accept-Encoding: gzip, deflate");
      draft.headers.add("X-Auth-Token: notused");
      draft.headers.add("X-Region-Name: ");
    }
  }

  private static String query(Dice dice) {
    List<String> asked = new ArrayList<>();
    while (dice.percent(35)) {
      String key = dice.pick(QUERY_KEYS);
      asked.add(key + "=" + Targets.encoded(dice.pick(QUERIES.getOrDefault(key, List.of("1")))));
    }
    return asked.isEmpty() ? "" : "?" + String.join("&", asked);
  }

  /** Puts something that fits into each {@code {variable}}. */
  private String path(String pattern, String project, int stack, Dice dice) {
    var path = new StringBuilder();
    for (int at = 0; at < pattern.length(); at++) {
      if (pattern.charAt(at) != '{') {
        path.append(pattern.charAt(at));
        continue;
      }
      int end = closing(pattern, at);
      String variable = pattern.substring(at + 1, end);
      path.append(value(pattern, variable, project, stack, dice));
      at = end;
    }
    return path.toString();
  }

  /** Braces within a variable's expression come in pairs. */
  private static int closing(String pattern, int from) {
    int depth = 0;
    for (int at = from; at < pattern.length(); at++) {
      depth += pattern.charAt(at) == '{' ? 1 : pattern.charAt(at) == '}' ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
    throw new IllegalArgumentException("no pattern: " + pattern);
  }

  private String value(String pattern, String variable, String project, int stack, Dice dice) {
    int colon = variable.indexOf(':');
    String name = colon < 0 ? variable : variable.substring(0, colon);
    String expression = colon < 0 ? "" : variable.substring(colon + 1);
    if (!expression.isEmpty() && CHOICE.matcher(expression).matches()) {
      return dice.of(expression.split("\\|"));
    }
    int any = dice.below(8);
    return switch (name) {
      case "project", "tenant" -> project;
      case "name" -> pattern.startsWith("/v2/hosts") ? "fuzz-" + any : World.name(stack);
      case "stack" -> dice.percent(50) ? World.name(stack) : world.stack(project, stack);
      case "id" ->
          pattern.contains("software_configs")
              ? world.one(project, "config", any)
              : pattern.contains("software_deployments")
                  ? world.one(project, "deployment", any)
                  : world.stack(project, stack);
      case "event" -> world.one(project, "event", any);
      case "snapshot" -> world.one(project, "snapshot", any);
      case "resource" -> dice.pick(RESOURCES);
      case "type" ->
          Targets.encoded(
              dice.of(
                  "OS::Heat::Value",
                  "OS::Heat::RandomString",
                  "OS::Nova::Server",
                  "Kiln::ContainerService",
                  "No::Such"));
      case "version" ->
          dice.of(
              "heat_template_version.2018-08-31", "AWSTemplateFormatVersion.2010-09-09", "nosuch");
      case "key", "output" -> dice.of("o", "c", "nosuch");
      case "number", "revision" -> Integer.toString(dice.below(4));
      case "server" -> "server-" + any;
      case "role" -> dice.of("role", "nosuch");
      case "*rest" -> dice.of("/a", "/a/metadata", "/o", "/" + World.NOBODY);
      default -> dice.of(World.NOBODY, "1", "a", World.name(stack));
    };
  }

  /** As bytes; each character is one. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The queries that make sense, for those who damage them. */
  static List<String> queryKeys() {
    return QUERY_KEYS;
  }

  static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}

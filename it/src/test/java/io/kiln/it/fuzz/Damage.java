package io.kiln.it.fuzz;

import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Makes a body one that nobody should send: in what it says, or in its bytes. */
final class Damage {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String HEAD = "heat_template_version: 2018-08-31\n";

  /** Texts where a template is expected. */
  static final List<String> TEXTS =
      List.of(
          "",
          "%",
          "---\n---\n",
          "\ufeff" + HEAD,
          HEAD.repeat(2),
          HEAD + "\tresources: {}",
          HEAD + "resources: [\n",
          HEAD + "a: &a [x]\nb: *c\n",
          HEAD + "a: &a [*a]\n",
          bomb(),
          HEAD + "parameters: " + "[".repeat(3_000),
          HEAD + "parameters: " + "{a: ".repeat(500) + "1" + "}".repeat(500),
          "- ".repeat(2_000),
          HEAD + "resources: {a: {type: !!javax.script.ScriptEngineManager x}}",
          HEAD + "resources: {a: {type: OS::Heat::Value, properties: {value: 1:30}}}",
          HEAD
              + "resources: {a: {type: OS::Heat::Value, properties: {value: "
              + "9".repeat(5_000)
              + "}}}",
          HEAD + "resources: {a: {type: OS::Heat::Value, properties: {value: 1e999999999}}}",
          HEAD + "resources: {? [a, b] : c}",
          HEAD + "resources: {null: 1, ~: 2, 3: 4}",
          HEAD
              + "resources: {a: {type: OS::Heat::ResourceGroup, properties: {count: 1000000000,"
              + " resource_def: {type: OS::Heat::Value, properties: {value: 1}}}}}",
          HEAD
              + "resources: {a: {type: OS::Heat::Value, properties: {value: {repeat: {template: a-b-c, for_each: {a: %1$s, b: %1$s, c: %1$s}}}}}}"
                  .formatted(Arrays.toString(new int[200])),
          HEAD
              + "resources: {a: {type: OS::Heat::Value, properties: {value: {str_replace: {template: aaaaaaaa, params: {a: %s}}}}}}"
                  .formatted("a".repeat(9_000)),
          HEAD
              + "resources: {a: {type: OS::Heat::Value, properties: {value: {yaql: {expression:"
              + " '$.data.where($ > 0).select(range(10000).select($ * $))', data: [1, 2]}}}}}",
          HEAD
              + "parameters: {a: {type: string, default: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!,"
              + " constraints: [{allowed_pattern: '(a+)+$'}]}}",
          HEAD
              + "parameters: {a: {type: number, default: 1e-400, constraints: [{modulo: {step: 0,"
              + " offset: 1}}]}}",
          HEAD + "resources: {a: {type: a.yaml}, b: {type: 'http://127.0.0.1:1/x.yaml'}}",
          HEAD
              + "resources: {a: {type: OS::Heat::Value, properties: {value: {get_file:"
              + " 'file:///etc/hostname'}}}}",
          HEAD
              + "resources: {a: {type: OS::Heat::Value, depends_on: [a, b], properties: {value:"
              + " {get_attr: [a, value]}}}}",
          HEAD
              + "resources: {a: {type: OS::Heat::Stack, properties: {template: {get_file:"
              + " child.yaml}}}}",
          HEAD
              + "outputs: {o: {value: {get_attr: []}}, p: {value: {get_param: [[[]]]}}, q: {value:"
              + " {get_resource: {}}}}",
          HEAD + "conditions: {c: {not: {not: {and: []}}}, d: c}",
          "{\"heat_template_version\": \"2018-08-31\", \"resources\": {\"a\": null}}",
          "{\"heat_template_version\": \"2018-08-31\", \"heat_template_version\": \"2018-08-31\"}",
          "AWSTemplateFormatVersion: 2010-09-09\n"
              + "Transform: AWS::Include\n"
              + "Resources: {a: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL:"
              + " x}}}\n",
          "AWSTemplateFormatVersion: 2010-09-09\n"
              + "Resources: {a: {Type: 'OS::Heat::Value', Properties: {value: {'Fn::Sub':"
              + " '${a}${!b}${${}}${'}}}}\n",
          "AWSTemplateFormatVersion: 2010-09-09\n"
              + "Resources: {a: {Type: 'OS::Heat::Value', Properties: {value: !Select [9, !Split"
              + " [',', !Ref a]]}}}\n");

  private Damage() {}

  /** Small, and a tera of it when it is unfolded. */
  private static String bomb() {
    var text = new StringBuilder(HEAD + "a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      text.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(9)));
    }
    return text.toString();
  }

  /** The value with one place in it changed, or itself when it has none. */
  static @Nullable Object meaning(@Nullable Object value, Dice dice) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, inner) -> copy.put(String.valueOf(key), inner));
      String key = dice.pick(List.copyOf(copy.keySet()));
      switch (dice.below(9)) {
        case 0 -> copy.remove(key);
        case 1 -> copy.put(dice.pick(Targets.NASTY), copy.get(key));
        case 2 ->
            copy.put(
                dice.of(
                    "stack_name",
                    "template",
                    "files",
                    "parameters",
                    "tags",
                    "environment",
                    "timeout_mins",
                    "adopt_stack_data",
                    "x"),
                odd(dice));
        case 3, 4, 5 -> copy.put(key, key.equals("template") ? dice.pick(TEXTS) : odd(dice));
        default -> copy.put(key, meaning(copy.get(key), dice));
      }
      return copy;
    }
    if (value instanceof List<?> list && !list.isEmpty()) {
      List<@Nullable Object> copy = new ArrayList<>(list);
      copy.set(dice.below(copy.size()), odd(dice));
      return copy;
    }
    if (value instanceof String text && text.length() > 20 && dice.percent(60)) {
      return line(text, dice);
    }
    return odd(dice);
  }

  /** A text with some of it moved, doubled, lost or made something else. */
  private static String line(String text, Dice dice) {
    int from = dice.below(text.length());
    int to = Math.min(text.length(), from + dice.between(1, 30));
    String part = text.substring(from, to);
    String with =
        switch (dice.below(5)) {
          case 0 -> "";
          case 1 -> part + part;
          case 2 -> dice.pick(Targets.NASTY);
          case 3 ->
              dice.of(
                  "{get_param: n}",
                  "{get_attr: [a, value]}",
                  "[]",
                  "{}",
                  "null",
                  "*x",
                  "&x",
                  "? ",
                  "- ",
                  ": ",
                  "|\n",
                  ">\n",
                  "!!binary ",
                  "# ",
                  "\n",
                  "\n  ");
          default -> new StringBuilder(part).reverse().toString();
        };
    return text.substring(0, from) + with + text.substring(to);
  }

  private static @Nullable Object odd(Dice dice) {
    return switch (dice.below(13)) {
      case 0, 1, 2 -> dice.pick(Targets.NASTY);
      case 3 -> null;
      case 4 -> dice.percent(50);
      case 5 -> dice.of(0, -1, 1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE);
      case 6 -> dice.of(Long.MAX_VALUE, new BigInteger("9".repeat(90)), 1.5, -0.0, 1e300, 1e-300);
      case 7 -> List.of();
      case 8 -> Map.of();
      case 9 -> List.of(1, "a", List.of());
      case 10 -> Map.of("a", Map.of("b", List.of()));
      case 11 -> "x".repeat(dice.of(300, 5_000, 60_000));
      default -> nested(dice.of(10, 150, 210));
    };
  }

  private static Object nested(int depth) {
    Object value = "deep";
    for (int i = 0; i < depth; i++) {
      value = i % 2 == 0 ? List.of(value) : Map.of("a", value);
    }
    return value;
  }

  /** Bytes that are not what they were. */
  static byte[] bytes(byte[] body, Dice dice) {
    int at = body.length == 0 ? 0 : dice.below(body.length);
    return switch (dice.below(16)) {
      case 0, 1 -> Arrays.copyOf(body, at);
      case 2, 3 -> {
        byte[] copy = body.clone();
        if (copy.length > 0) {
          copy[at] = dice.bytes(1)[0];
        }
        yield copy;
      }
      case 4 -> with(body, at, dice.bytes(dice.between(1, 9)));
      case 5 ->
          with(
              body,
              at,
              dice.of(
                  new byte[] {0},
                  new byte[] {(byte) 0xff},
                  new byte[] {(byte) 0xc0, (byte) 0xaf},
                  new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}));
      case 6 -> with(body, 0, new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
      case 7 -> in(body, StandardCharsets.UTF_16);
      case 8 -> in(body, StandardCharsets.UTF_16LE);
      case 9 ->
          with(body, body.length, Requests.bytes(dice.of("}", " {}", "\n\n", "garbage", "]", ",")));
      case 10 -> "[".repeat(dice.of(100, 1_000, 100_000)).getBytes(StandardCharsets.US_ASCII);
      case 11 -> "{\"a\":".repeat(dice.of(100, 201, 50_000)).getBytes(StandardCharsets.US_ASCII);
      case 12 -> Requests.bytes("{\"stack_name\":\"a\",\"stack_name\":\"b\",\"template\":{}}");
      case 13 ->
          Requests.bytes(
              "{\"stack_name\":\"f0\",\"parameters\":{\"n\":%s},\"template\":{}}"
                  .formatted(
                      dice.of(
                          "1e400",
                          "1e999999999",
                          "-1e-999999999",
                          "9".repeat(2_000),
                          "0123",
                          "+1",
                          ".5",
                          "1.",
                          "0x1",
                          "NaN",
                          "1e",
                          "-")));
      case 14 ->
          Requests.bytes(
              dice.of(
                  "null",
                  "true",
                  "0",
                  "\"a\"",
                  "[]",
                  "[{}]",
                  "{}",
                  "'a'",
                  "{a:1}",
                  "{\"a\"}",
                  "//",
                  "\"\\ud800\"",
                  "\"\\x\"",
                  "\"\\u00\"",
                  " ",
                  "\0"));
      default -> many(dice);
    };
  }

  /** More keys, or longer ones, than anybody has. */
  private static byte[] many(Dice dice) {
    Map<String, Object> body = new LinkedHashMap<>();
    int count = dice.of(100, 1_000, 5_000);
    for (int i = 0; i < count; i++) {
      body.put("k" + i, i);
    }
    return JSON.writeValueAsBytes(
        Requests.map(
            "stack_name", "f0", dice.of("parameters", "files", "template", "environment"), body));
  }

  private static byte[] in(byte[] body, Charset charset) {
    return new String(body, StandardCharsets.UTF_8).getBytes(charset);
  }

  private static byte[] with(byte[] body, int at, byte[] more) {
    byte[] all = Arrays.copyOf(body, body.length + more.length);
    System.arraycopy(body, at, all, at + more.length, body.length - at);
    System.arraycopy(more, 0, all, at, more.length);
    return all;
  }
}

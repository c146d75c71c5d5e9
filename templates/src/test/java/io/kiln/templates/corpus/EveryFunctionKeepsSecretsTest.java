package io.kiln.templates.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.dialect.CfnDialect;
import io.kiln.templates.expression.Function;
import io.kiln.templates.expression.Vocabulary;
import io.kiln.templates.function.Functions;
import io.kiln.templates.function.cfn.CfnFunctions;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each function by itself: where it is given a secret, its value is secret, and when it refuses the
 * secret, nobody is told what it was. Forms are written with {@code §} where the secret stands:
 * once a text, once a list, once a map. A new function needs a form here.
 */
class EveryFunctionKeepsSecretsTest {

  private static final String SECRET = "ÿÿ,ÿÿ-ÿÿ";
  private static final List<String> PARAMETERS = List.of("text", "list", "map");
  private static final StackIdentity STACK = new StackIdentity("demo", "demo", "id");

  /** They name a part of the template: a secret name is refused, so no value comes of it. */
  private static final Set<String> OF_NAMES =
      Set.of(
          "get_resource",
          "get_file",
          "resource_facade",
          "get_attr",
          "Ref",
          "Condition",
          "Fn::GetAtt",
          "Fn::GetAZs",
          "Fn::ResourceFacade",
          "Fn::ImportValue",
          "Fn::GetStackOutput");

  private static final Map<String, List<String>> HOT =
      Map.ofEntries(
          Map.entry("get_param", List.of("{get_param: §}", "{get_param: [map, §]}")),
          Map.entry("get_resource", List.of("{get_resource: §}")),
          Map.entry("get_file", List.of("{get_file: §}")),
          Map.entry(
              "get_attr",
              List.of("{get_attr: [v, §]}", "{get_attr: [§, value]}", "{get_attr: [v, value, §]}")),
          Map.entry("resource_facade", List.of("{resource_facade: §}")),
          Map.entry("if", List.of("{if: [{equals: [§, x]}, a, b]}", "{if: [yes, §, b]}")),
          Map.entry("equals", List.of("{if: [{equals: [§, x]}, a, b]}")),
          Map.entry("not", List.of("{if: [{not: {equals: [§, x]}}, a, b]}")),
          Map.entry("and", List.of("{if: [{and: [yes, {equals: [§, x]}]}, a, b]}")),
          Map.entry("or", List.of("{if: [{or: [{not: yes}, {equals: [x, §]}]}, a, b]}")),
          Map.entry("contains", List.of("{contains: [a, §]}", "{contains: [§, [a]]}")),
          Map.entry("digest", List.of("{digest: [md5, §]}", "{digest: [§, a]}")),
          Map.entry("filter", List.of("{filter: [[x], §]}", "{filter: [§, [x]]}")),
          Map.entry("list_concat", List.of("{list_concat: [[a], §]}", "{list_concat: §}")),
          Map.entry("list_concat_unique", List.of("{list_concat_unique: [[a], §]}")),
          Map.entry(
              "list_join",
              List.of(
                  "{list_join: ['-', [a, §]]}",
                  "{list_join: [§, [a, b]]}",
                  "{list_join: [',', §]}")),
          Map.entry(
              "make_url",
              List.of(
                  "{make_url: {host: §}}",
                  "{make_url: {host: a, password: §}}",
                  "{make_url: {host: a, query: §}}")),
          Map.entry("map_merge", List.of("{map_merge: [{a: b}, §]}", "{map_merge: [{a: §}]}")),
          Map.entry(
              "map_replace",
              List.of(
                  "{map_replace: [{a: b}, {values: {b: §}}]}",
                  "{map_replace: [{a: b}, {keys: {a: §}}]}",
                  "{map_replace: [§, {keys: {a: b}}]}",
                  "{map_replace: [{a: §}, {values: {a: b}}]}")),
          Map.entry(
              "repeat",
              List.of(
                  "{repeat: {template: x%i, for_each: {\"%i\": §}}}",
                  "{repeat: {template: [§, \"%i\"], for_each: {\"%i\": [a]}}}",
                  "{repeat: {template: x%i, for_each: {\"%i\": [§]}}}")),
          Map.entry(
              "str_replace",
              List.of(
                  "{str_replace: {template: aXb, params: {X: §}}}",
                  "{str_replace: {template: §, params: {X: y}}}",
                  "{str_replace: {template: aXb, params: §}}")),
          Map.entry(
              "str_replace_strict",
              List.of("{str_replace_strict: {template: aXb, params: {X: §}}}")),
          Map.entry(
              "str_replace_vstrict",
              List.of("{str_replace_vstrict: {template: aXb, params: {X: §}}}")),
          Map.entry(
              "str_split",
              List.of(
                  "{str_split: ['-', §]}", "{str_split: [§, abc]}", "{str_split: [',', §, 0]}")),
          Map.entry(
              "yaql",
              List.of(
                  "{yaql: {expression: $.data, data: §}}",
                  "{yaql: {expression: $.data.len(), data: §}}",
                  "{yaql: {expression: §, data: 1}}")));

  /** What the first version took from CloudFormation, and Heat's own CloudFormation. */
  private static final Map<String, List<String>> OLD =
      Map.ofEntries(
          Map.entry("Ref", List.of("{Ref: §}")),
          Map.entry("Fn::Base64", List.of("{\"Fn::Base64\": §}")),
          Map.entry("Fn::GetAZs", List.of("{\"Fn::GetAZs\": §}")),
          Map.entry(
              "Fn::Join", List.of("{\"Fn::Join\": ['-', [a, §]]}", "{\"Fn::Join\": ['-', §]}")),
          Map.entry(
              "Fn::MemberListToMap",
              List.of(
                  "{\"Fn::MemberListToMap\": [Name, Value, [.member.0.Name=a, {\"Fn::Join\": ['',"
                      + " [.member.0.Value=, §]]}]]}",
                  "{\"Fn::MemberListToMap\": [Name, Value, §]}")),
          Map.entry(
              "Fn::Replace",
              List.of("{\"Fn::Replace\": [{X: §}, aXb]}", "{\"Fn::Replace\": [§, a]}")),
          Map.entry("Fn::ResourceFacade", List.of("{\"Fn::ResourceFacade\": §}")),
          Map.entry(
              "Fn::Select", List.of("{\"Fn::Select\": [0, §]}", "{\"Fn::Select\": [0, [§]]}")),
          Map.entry("Fn::Split", List.of("{\"Fn::Split\": ['-', §]}")));

  private static final Map<String, List<String>> AWS =
      Map.ofEntries(
          Map.entry("Ref", List.of("{Ref: §}")),
          Map.entry("Condition", List.of("{\"Fn::If\": [{Condition: §}, a, b]}")),
          Map.entry("Fn::And", List.of("{\"Fn::If\": [Both, a, b]}")),
          Map.entry("Fn::Or", List.of("{\"Fn::If\": [Either, a, b]}")),
          Map.entry("Fn::Not", List.of("{\"Fn::If\": [Other, a, b]}")),
          Map.entry("Fn::Equals", List.of("{\"Fn::If\": [Same, a, b]}")),
          Map.entry("Fn::If", List.of("{\"Fn::If\": [Same, §, b]}", "{\"Fn::If\": [Plain, §, b]}")),
          Map.entry("Fn::Base64", List.of("{\"Fn::Base64\": §}")),
          Map.entry(
              "Fn::Cidr",
              List.of(
                  "{\"Fn::Cidr\": [§, 1, 8]}",
                  "{\"Fn::Cidr\": [10.0.0.0/24, {\"Fn::Length\": §}, 4]}")),
          Map.entry(
              "Fn::FindInMap",
              List.of(
                  "{\"Fn::FindInMap\": [M, a, §, {DefaultValue: x}]}",
                  "{\"Fn::FindInMap\": [M, a, z, {DefaultValue: §}]}",
                  "{\"Fn::FindInMap\": [§, a, b]}")),
          Map.entry("Fn::GetAZs", List.of("{\"Fn::GetAZs\": §}")),
          Map.entry("Fn::GetAtt", List.of("{\"Fn::GetAtt\": [V, §]}")),
          Map.entry(
              "Fn::GetStackOutput",
              List.of("{\"Fn::GetStackOutput\": {StackName: §, OutputName: a}}")),
          Map.entry("Fn::ImportValue", List.of("{\"Fn::ImportValue\": §}")),
          Map.entry(
              "Fn::Join", List.of("{\"Fn::Join\": ['-', [a, §]]}", "{\"Fn::Join\": ['-', §]}")),
          Map.entry("Fn::Length", List.of("{\"Fn::Length\": §}")),
          Map.entry(
              "Fn::Select", List.of("{\"Fn::Select\": [0, §]}", "{\"Fn::Select\": [0, [§]]}")),
          Map.entry("Fn::Split", List.of("{\"Fn::Split\": ['-', §]}")),
          Map.entry(
              "Fn::Sub",
              List.of("{\"Fn::Sub\": [\"a-${X}\", {X: §}]}", "{\"Fn::Sub\": \"a-${text}\"}")),
          Map.entry("Fn::ToJsonString", List.of("{\"Fn::ToJsonString\": {a: [§]}}")));

  private static final String HOT_HEAD =
      """
      heat_template_version: %s
      parameters:
        text: {type: string, hidden: true}
        list: {type: comma_delimited_list, hidden: true}
        map: {type: json, hidden: true}
      %s
      resources:
        v: {type: OS::Heat::Value, properties: {value: plain}}
      outputs:
      """;

  private static final String AWS_HEAD =
      """
      AWSTemplateFormatVersion: 2010-09-09
      Transform: AWS::LanguageExtensions
      Parameters:
        text: {Type: String, NoEcho: true}
        list: {Type: CommaDelimitedList, NoEcho: true}
        map: {Type: String, NoEcho: true}
      Mappings: {M: {a: {b: c}}}
      Conditions:
        Plain: !Equals [a, a]
        Same: !Equals [!Ref text, x]
        Other: !Not [!Equals [!Ref text, x]]
        Both: !And [!Equals [a, a], !Equals [!Ref text, x]]
        Either: !Or [!Equals [a, b], !Equals [!Ref text, x]]
      Resources:
        V: {Type: OS::Heat::Value, Properties: {value: plain}}
      Outputs:
      """;

  private final HeatCompiler compiler =
      new HeatCompiler(
          new SampleCatalog(), Limits.DEFAULT, SampleElsewhere.SITE, new SampleElsewhere());

  @Test
  void noFunctionIsForgotten() {
    Set<String> hot = new TreeSet<>(HOT.keySet());
    hot.addAll(OLD.keySet());
    assertThat(Functions.all().stream().map(Function::name).collect(Collectors.toSet()))
        .isSubsetOf(hot);
    Set<String> clouds = new TreeSet<>(AWS.keySet());
    clouds.addAll(OLD.keySet());
    assertThat(names(CfnFunctions.of(CfnDialect.AWS, true))).isSubsetOf(clouds);
    assertThat(names(CfnFunctions.of(CfnDialect.HEAT, false))).isSubsetOf(clouds);
  }

  private static Set<String> names(Vocabulary vocabulary) {
    Set<String> names = new TreeSet<>(vocabulary.values().keySet());
    names.addAll(vocabulary.conditions().keySet());
    return names;
  }

  @TestFactory
  Stream<DynamicTest> aSecretStaysOneThroughEachFunction() {
    String conditions = "conditions: {yes: true}";
    return Stream.of(
            tests(HOT, HOT_HEAD.formatted("2021-04-16", conditions), "value", "{get_param: %s}"),
            tests(OLD, HOT_HEAD.formatted("2013-05-23", ""), "value", "{get_param: %s}"),
            tests(AWS, AWS_HEAD, "Value", "{Ref: %s}"))
        .flatMap(tests -> tests);
  }

  private Stream<DynamicTest> tests(
      Map<String, List<String>> forms, String head, String key, String secret) {
    return forms.entrySet().stream()
        .map(
            function ->
                DynamicTest.dynamicTest(
                    function.getKey(),
                    () -> {
                      List<Value> values = new ArrayList<>();
                      for (String form : function.getValue()) {
                        for (String parameter : PARAMETERS) {
                          String call = form.replace("§", secret.formatted(parameter));
                          value("%s  o: {%s: %s}\n".formatted(head, key, call))
                              .ifPresent(values::add);
                        }
                      }
                      if (!OF_NAMES.contains(function.getKey())) {
                        assertThat(values).as("a form of %s works", function.getKey()).isNotEmpty();
                      }
                    }));
  }

  /** The value of the output {@code o}, checked; nothing when something is wrong with it. */
  private Optional<Value> value(String template) {
    var source =
        new StackSource(
            template,
            "case.yaml",
            Map.of(),
            List.of(),
            Optional.empty(),
            Map.of(
                "text", Value.text(SECRET),
                "list", Value.text(SECRET),
                "map",
                    template.startsWith("AWS")
                        ? Value.text(SECRET)
                        : Value.map(Map.of("k", Value.text(SECRET)))));
    Evaluated<Optional<Frame>> compiled = compiler.compile(source, STACK);
    assertThat(compiled.diagnostics().toString()).doesNotContain("ÿ");
    if (compiled.failed()) {
      return Optional.empty();
    }
    Frame frame = compiled.result().orElseThrow();
    String shown = new Outcome(frame, new ArrayList<>(compiled.diagnostics())).json();
    assertThat(shown).as(template).doesNotContain("ÿ").doesNotContain("\\u00ff");
    Value value = frame.output("o", new NothingYet()).result();
    assertThat(value.toString()).as(template).doesNotContain("ÿ");
    // The zones do not depend on the region that is named: there is only one.
    assertThat(value.sensitive() || template.contains("Fn::GetAZs")).as(template).isTrue();
    return value instanceof Value.Unknown ? Optional.empty() : Optional.of(value);
  }

  /** Resources that do not exist. */
  private record NothingYet() implements io.kiln.templates.model.References {
    @Override
    public Value reference(String resource) {
      return new Value.Unknown(Set.of(resource), io.kiln.templates.value.Mark.NONE);
    }

    @Override
    public Value attribute(String resource, String attribute) {
      return reference(resource);
    }
  }
}

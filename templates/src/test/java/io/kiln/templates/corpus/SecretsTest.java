package io.kiln.templates.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever functions do with a hidden parameter, no part of it is shown. */
class SecretsTest {

  /** Every piece of the secret can be told by this character, which is nowhere else. */
  private static final String SECRET = "ψψ,ψψ-ψψ";

  private static final StackIdentity STACK = new StackIdentity("demo", "demo", "");

  private final HeatCompiler compiler = new HeatCompiler(new SampleCatalog(), Limits.DEFAULT);

  @Test
  void noFunctionLetsAHiddenParameterOut() {
    Seeds.each(3_000, this::heatsFunctions);
  }

  private void heatsFunctions(Random random) {
    String template =
        """
        heat_template_version: 2018-08-31
        parameters:
          text: {type: string, hidden: true}
          list: {type: comma_delimited_list, hidden: true}
          map: {type: json, hidden: true}
        conditions:
          guess: {equals: [{get_param: text}, x]}
        resources:
          v: {type: OS::Heat::Value, properties: {value: %s}}
          t: {type: Test::Everything, properties: {name: %s, count: %s, tags: %s}}
        outputs:
          o: {value: %s}
          p: {value: {get_attr: [v, value]}}
        """
            .formatted(
                expression(random, 3),
                expression(random, 2),
                expression(random, 2),
                expression(random, 2),
                expression(random, 4));
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
                "map", Value.map(Map.of("k", Value.text(SECRET), SECRET, Value.text("x")))));
    Evaluated<Optional<Frame>> compiled = compiler.compile(source, STACK);
    List<Diagnostic> found = new ArrayList<>(compiled.diagnostics());
    String shown = new Outcome(compiled.result().orElseThrow(), found).json();
    assertThat(shown).doesNotContain("ψ").doesNotContain("\\u03c8");
    assertThat(found).allSatisfy(one -> assertThat(one.toString()).doesNotContain("ψ"));
  }

  @Test
  void noFunctionOfCloudFormationLetsAHiddenParameterOut() {
    Seeds.each(1_500, this::cloudFormationsFunctions);
  }

  private void cloudFormationsFunctions(Random random) {
    String template =
        """
        AWSTemplateFormatVersion: 2010-09-09
        Transform: AWS::LanguageExtensions
        Parameters:
          Text: {Type: String, NoEcho: true}
          List: {Type: CommaDelimitedList, NoEcho: true}
        Mappings: {M: {a: {b: c}}}
        Conditions: {Guess: !Equals [!Ref Text, x]}
        Resources:
          V: {Type: OS::Heat::Value, Properties: {value: %s}}
          T: {Type: Test::Everything, Properties: {name: %s, count: %s, tags: %s}}
        Outputs:
          o: {Value: %s, Export: {Name: %s}}
          p: {Value: !GetAtt V.value}
        """
            .formatted(
                cloudFormation(random, 3),
                cloudFormation(random, 2),
                cloudFormation(random, 2),
                cloudFormation(random, 2),
                cloudFormation(random, 4),
                cloudFormation(random, 1));
    var source =
        new StackSource(
            template,
            "case.yaml",
            Map.of(),
            List.of(),
            Optional.empty(),
            Map.of("Text", Value.text(SECRET), "List", Value.text(SECRET)));
    Evaluated<Optional<Frame>> compiled = compiler.compile(source, STACK);
    List<Diagnostic> found = new ArrayList<>(compiled.diagnostics());
    String shown = new Outcome(compiled.result().orElseThrow(), found).json();
    assertThat(shown).doesNotContain("ψ").doesNotContain("\\u03c8").doesNotContain("z4jPiC");
    assertThat(found).allSatisfy(one -> assertThat(one.toString()).doesNotContain("ψ"));
  }

  private static String cloudFormation(Random random, int depth) {
    String[] leaves = {
      "{Ref: Text}", "{Ref: List}", "plain", "[a, b]", "{k: v}", "1", "{Ref: \"AWS::NoValue\"}"
    };
    if (depth == 0) {
      return leaves[random.nextInt(leaves.length)];
    }
    String a = cloudFormation(random, depth - 1);
    String b = cloudFormation(random, depth - 1);
    return switch (random.nextInt(16)) {
      case 0 -> "{\"Fn::Join\": [\"-\", %s]}".formatted(a);
      case 1 -> "{\"Fn::Join\": [\"-\", [%s, x, %s]]}".formatted(a, b);
      case 2 -> "{\"Fn::Sub\": \"x-${Text}\"}";
      case 3 -> "{\"Fn::Sub\": [\"${a}-${b}\", {a: %s, b: %s}]}".formatted(a, b);
      case 4 -> "{\"Fn::Split\": [\"-\", %s]}".formatted(a);
      case 5 -> "{\"Fn::Select\": [1, %s]}".formatted(a);
      case 6 -> "{\"Fn::Select\": [%s, [a, %s]]}".formatted(b, a);
      case 7 -> "{\"Fn::Base64\": %s}".formatted(a);
      case 8 -> "{\"Fn::FindInMap\": [M, %s, %s, {DefaultValue: %s}]}".formatted(a, b, a);
      case 9 -> "{\"Fn::If\": [Guess, %s, %s]}".formatted(a, b);
      case 10 -> "{\"Fn::ToJsonString\": {a: %s, b: [%s]}}".formatted(a, b);
      case 11 -> "{\"Fn::Length\": %s}".formatted(a);
      case 12 -> "{\"Fn::Cidr\": [%s, 1, 8]}".formatted(a);
      case 13 -> "{\"Fn::ImportValue\": %s}".formatted(a);
      case 14 -> "{\"Fn::Sub\": [\"{{resolve:ssm:${a}}}\", {a: %s}]}".formatted(a);
      default -> "[%s, {deep: %s}]".formatted(a, b);
    };
  }

  private static String expression(Random random, int depth) {
    String[] leaves = {
      "{get_param: text}",
      "{get_param: list}",
      "{get_param: map}",
      "{get_param: [list, 1]}",
      "{get_param: [map, k]}",
      "plain",
      "[a, b]",
      "{k: v}",
      "1"
    };
    if (depth == 0) {
      return leaves[random.nextInt(leaves.length)];
    }
    String a = expression(random, depth - 1);
    String b = expression(random, depth - 1);
    return switch (random.nextInt(20)) {
      case 0 -> "{list_join: [\"-\", %s]}".formatted(a);
      case 1 -> "{list_join: [%s, [%s, x]]}".formatted(b, a);
      case 2 -> "{str_replace: {template: a b, params: {a: %s, b: %s}}}".formatted(a, b);
      case 3 -> "{str_replace: {template: %s, params: {a: x}}}".formatted(a);
      case 4 -> "{str_replace: {template: a, params: %s}}".formatted(a);
      case 5 -> "{map_merge: [%s, {a: %s}]}".formatted(a, b);
      case 6 -> "{list_concat: [%s, [%s]]}".formatted(a, b);
      case 7 -> "{list_concat_unique: [%s, [%s]]}".formatted(a, b);
      case 8 -> "{repeat: {template: {\"%%x\": \"n-%%x\"}, for_each: {\"%%x\": %s}}}".formatted(a);
      case 9 -> "{if: [guess, %s, %s]}".formatted(a, b);
      case 10 -> "{digest: [md5, %s]}".formatted(a);
      case 11 -> "{str_split: [\"-\", %s]}".formatted(a);
      case 12 -> "{str_split: [\",\", %s, 0]}".formatted(a);
      case 13 -> "{filter: [[x], %s]}".formatted(a);
      case 14 -> "{map_replace: [%s, {values: {x: y}, keys: {k: %s}}]}".formatted(a, b);
      case 15 -> "{make_url: {host: %s, password: %s}}".formatted(a, b);
      case 16 -> "{yaql: {expression: \"$.data\", data: %s}}".formatted(a);
      case 17 -> "{yaql: {expression: \"str($.data.a)\", data: {a: %s}}}".formatted(a);
      case 18 -> "{contains: [%s, %s]}".formatted(a, b);
      default -> "[%s, {deep: %s}]".formatted(a, b);
    };
  }
}

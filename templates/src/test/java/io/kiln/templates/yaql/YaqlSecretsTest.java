package io.kiln.templates.yaql;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.corpus.SampleCatalog;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.References;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever an expression's functions make of a secret, all of it is secret. */
class YaqlSecretsTest {

  private static final String SECRET = "ψψ,ψψ-ψψ";
  private static final StackIdentity STACK = new StackIdentity("demo", "demo", "id");

  private static final List<String> RECEIVERS =
      List.of("$.data.t", "$.data.l", "$.data.m", "$.data.n", "'plain'", "[1, 2]");

  private static final List<String> ARGUMENTS =
      List.of(
          "",
          "0",
          "$",
          "$.data.t",
          "$.data.l",
          "k",
          "k, $.data.t",
          "'ψ', $.data.t",
          "'ψ', 'x'",
          "$ > 1",
          "$, $",
          "1, 2",
          "$1 + $2",
          "$.data.m");

  private final HeatCompiler compiler = new HeatCompiler(new SampleCatalog(), Limits.DEFAULT);

  @TestFactory
  Stream<DynamicTest> noFunctionOfYaqlLetsASecretOut() {
    return Library.BUILTINS.keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> keepsIt(name)));
  }

  private void keepsIt(String function) {
    var template =
        new StringBuilder(
            """
            heat_template_version: 2021-04-16
            parameters:
              t: {type: string, hidden: true}
              l: {type: comma_delimited_list, hidden: true}
              m: {type: json, hidden: true}
              n: {type: number, hidden: true}
            outputs:
            """);
    int number = 0;
    for (String receiver : RECEIVERS) {
      for (String arguments : ARGUMENTS) {
        // The pattern 'ψ' would show in the message about the expression itself.
        String expression =
            "%s.%s(%s)".formatted(receiver, function, arguments.replace("'ψ'", "$.data.t"));
        template.append(
            """
              o%d: {value: {yaql: {expression: %s, data: {t: {get_param: t}, l: {get_param: l}, m: {get_param: m}, n: {get_param: n}}}}}
            """
                .formatted(number++, Json.write(Value.text(expression))));
      }
    }
    Evaluated<Optional<Frame>> compiled = compiler.compile(source(template.toString()), STACK);
    assertThat(compiled.diagnostics().toString()).doesNotContain("ψ");
    Frame frame = compiled.result().orElseThrow();
    for (String output : frame.outputs().keySet()) {
      Value value = frame.output(output, new NothingYet()).result();
      assertThat(value.toString()).as(output).doesNotContain("ψ");
      assertThat(value.sensitive() || value instanceof Value.Unknown).as(output).isTrue();
    }
  }

  private static StackSource source(String template) {
    return new StackSource(
        template,
        "case.yaml",
        Map.of(),
        List.of(),
        Optional.empty(),
        Map.of(
            "t", Value.text(SECRET),
            "l", Value.text(SECRET),
            "m", Value.map(Map.of("k", Value.text(SECRET), SECRET, Value.text("x"))),
            "n", Value.number(7)));
  }

  /** Resources that do not exist. */
  private record NothingYet() implements References {
    @Override
    public Value reference(String resource) {
      return new Value.Unknown(Set.of(resource), Mark.NONE);
    }

    @Override
    public Value attribute(String resource, String attribute) {
      return reference(resource);
    }
  }
}

package io.kiln.templates.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.corpus.SampleCatalog;
import io.kiln.templates.expression.ValueLimits;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.text.TextLimits;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every function that makes more than it is given asks for room first. */
class ProducedTextIsCountedTest {

  private static final StackIdentity STACK = new StackIdentity("demo", "demo", "");

  /** Each call makes at least 600 characters of it, or a list of 300. */
  private static final String LONG = "ab,".repeat(100);

  private static String heats(String value) {
    return """
    heat_template_version: 2021-04-16
    parameters: {t: {type: string}, l: {type: comma_delimited_list}}
    outputs: {o: {value: %s}}
    """
        .formatted(value);
  }

  private static String amazons(String value) {
    return """
    AWSTemplateFormatVersion: 2010-09-09
    Transform: AWS::LanguageExtensions
    Parameters: {t: {Type: String}, l: {Type: CommaDelimitedList}}
    Resources: {R: {Type: OS::Heat::Value, Properties: {value: 1}}}
    Outputs: {o: {Value: %s}}
    """
        .formatted(value);
  }

  private static List<Diagnostic> found(String template, ValueLimits limits) {
    var compiler =
        new HeatCompiler(new SampleCatalog(), new Limits(TextLimits.DEFAULT, 5, 100, limits));
    var source =
        new StackSource(
            template,
            "t.yaml",
            Map.of(),
            List.of(),
            Optional.empty(),
            Map.of("t", Value.text(LONG), "l", Value.text(LONG)));
    return compiler.compile(source, STACK).diagnostics();
  }

  private static void counts(String template) {
    assertThat(found(template, ValueLimits.DEFAULT)).isEmpty();
    assertThat(found(template, new ValueLimits(80, 1_000_000, 1_000, 1_000)))
        .extracting(Diagnostic::code)
        .containsExactly("value-too-large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{list_join: ['-', [{get_param: t}, {get_param: t}]]}",
        "{list_join: ['-', {get_param: l}]}",
        "{list_concat: [{get_param: l}, {get_param: l}]}",
        "{list_concat_unique: [{get_param: l}, {get_param: l}]}",
        "{str_split: [',', {get_param: t}]}",
        "{str_replace: {template: XX, params: {X: {get_param: t}}}}",
        "{repeat: {template: \"%i-%i\", for_each: {\"%i\": [{get_param: t}]}}}",
        "{repeat: {template: \"%i\", for_each: {\"%i\": {get_param: l}}}}"
      })
  void whatHeatsFunctionsMakeIsCounted(String call) {
    counts(heats(call));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!Join ['-', [!Ref t, !Ref t]]",
        "!Join ['-', !Ref l]",
        "!Split [',', !Ref t]",
        "{\"Fn::Base64\": !Ref t}",
        "{\"Fn::ToJsonString\": [!Ref t, !Ref t]}"
      })
  void whatCloudFormationsFunctionsMakeIsCounted(String call) {
    counts(amazons(call));
  }

  @Test
  void theValuesOfAStackCountTogether() {
    String one = "{list_join: ['-', [{get_param: t}]]}";
    String template = heats(one + "}, p: {value: " + one);
    assertThat(found(template, new ValueLimits(400, 10_000, 10, 10))).isEmpty();
    assertThat(found(template, new ValueLimits(400, 400, 10, 10)))
        .extracting(Diagnostic::message)
        .containsExactly("The values of the stack grow to more than 400 characters.");
  }

  @Test
  void anExpressionOfYaqlHasStepsAndRoomOfItsOwn() {
    String template =
        heats("{yaql: {expression: \"$.data.select($ + 'x')\", data: {get_param: l}}}");
    assertThat(found(template, ValueLimits.DEFAULT)).isEmpty();
    assertThat(found(template, new ValueLimits(100_000, 100_000, 50, 100_000)))
        .extracting(Diagnostic::code)
        .containsExactly("yaql-too-long");
    assertThat(found(template, new ValueLimits(100_000, 100_000, 100_000, 50)))
        .extracting(Diagnostic::message)
        .containsExactly("The expression makes more than 50 characters on its way.");
  }
}

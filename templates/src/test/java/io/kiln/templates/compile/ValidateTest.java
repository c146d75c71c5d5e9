package io.kiln.templates.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.templates.corpus.SampleCatalog;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The answer to Heat's {@code POST /validate}, and the names of errors. */
class ValidateTest {

  private static final StackIdentity STACK = new StackIdentity("demo", "demo", "");

  private static final String TEMPLATE =
      """
      heat_template_version: 2018-08-31
      description: Wire sample
      parameters:
        n: {type: number, default: 1, description: how many, constraints: [{range: {min: 0, max: 10}}]}
        secret: {type: string, default: hush, hidden: true}
        needed: {type: comma_delimited_list, label: Needed, tags: [net], default: "a,b"}
        open: {type: string}
      resources:
        a: {type: OS::Heat::Value, properties: {value: {get_param: open}}}
      """;

  private final HeatCompiler compiler = new HeatCompiler(new SampleCatalog(), Limits.DEFAULT);

  private Evaluated<Optional<Value.MapOf>> validate(String template, String environment) {
    return compiler.validate(
        new StackSource(
            template, "web.yaml", Map.of(), List.of(), Optional.of(environment), Map.of()),
        STACK,
        false);
  }

  @Test
  void theAnswerIsInHeatsWordsAndMasksWhatIsHidden() {
    Evaluated<Optional<Value.MapOf>> answer =
        validate(
            TEMPLATE, "{parameters: {n: 2, secret: psst}, resource_registry: {\"A::B\": c.yaml}}");
    assertThat(answer.diagnostics()).isEmpty();
    assertThat(Json.write(answer.result().orElseThrow()))
        .isEqualTo(
            "{\"Description\":\"Wire sample\",\"Parameters\":{"
                + "\"n\":{\"Type\":\"Number\",\"Description\":\"how many\",\"NoEcho\":\"false\","
                + "\"Label\":\"n\",\"Default\":1,\"Value\":2,\"MinValue\":0,\"MaxValue\":10},"
                + "\"secret\":{\"Type\":\"String\",\"Description\":\"\",\"NoEcho\":\"true\","
                + "\"Label\":\"secret\",\"Default\":\"hush\",\"Value\":\"******\"},"
                + "\"needed\":{\"Type\":\"CommaDelimitedList\",\"Description\":\"\","
                + "\"NoEcho\":\"false\",\"Label\":\"Needed\",\"Default\":\"a,b\","
                + "\"Tags\":[\"net\"]},"
                + "\"open\":{\"Type\":\"String\",\"Description\":\"\",\"NoEcho\":\"false\","
                + "\"Label\":\"open\"}},"
                + "\"Environment\":{\"resource_registry\":{\"resources\":{},\"A::B\":\"c.yaml\"},"
                + "\"parameters\":{\"n\":2,\"secret\":\"******\"},\"parameter_defaults\":{},"
                + "\"event_sinks\":[]}}");
  }

  @Test
  void aMissingValueIsNoMistakeButAWrongOneIs() {
    assertThat(validate(TEMPLATE, "{}").failed()).isFalse();
    List<Diagnostic> found = validate(TEMPLATE, "{parameters: {n: 99}}").diagnostics();
    assertThat(found)
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.message())
                    .isEqualTo("Parameter 'n' is invalid: 99 is out of range (min: 0, max: 10)"));
    assertThat(HeatErrorType.of(found)).isEqualTo("StackValidationFailed");
  }

  @Test
  void errorsHaveTheNamesThatHeatsClientsKnow() {
    assertThat(type("heat_template_version: 2001-01-01")).isEqualTo("InvalidTemplateVersion");
    assertThat(type("heat_template_version: 2018-08-31\nresorces: {}"))
        .isEqualTo("InvalidTemplateSection");
    assertThat(
            type(
                "heat_template_version: 2018-08-31\n" + "outputs: {o: {value: {get_resource: x}}}"))
        .isEqualTo("InvalidTemplateReference");
    assertThat(type("[")).isEqualTo("HTTPBadRequest");
    assertThat(HeatErrorType.of(validate(TEMPLATE, "{parameters: {zz: 1}}").diagnostics()))
        .isEqualTo("UnknownUserParameter");
  }

  private String type(String template) {
    return HeatErrorType.of(validate(template, "{}").diagnostics());
  }

  @Test
  void aTextOverTheLimitIsRefusedWithoutBeingRead() {
    List<Diagnostic> found =
        validate("heat_template_version: 2018-08-31\n#" + "x".repeat(600_000), "{}").diagnostics();
    assertThat(found).extracting(Diagnostic::code).containsExactly("text-too-large");
  }

  @Test
  void noMoreThanFiftyFindingsAreShown() {
    String template =
        "heat_template_version: 2018-08-31\noutputs:\n"
            + "  o%d: {value: {get_param: nobody}}\n".repeat(200).replace("%d", "x");
    var numbered = new StringBuilder("heat_template_version: 2018-08-31\noutputs:\n");
    for (int i = 0; i < 200; i++) {
      numbered.append("  o%d: {value: {get_param: nobody}}\n".formatted(i));
    }
    assertThat(validate(numbered.toString(), "{}").diagnostics()).hasSize(50);
    assertThat(validate(template, "{}").diagnostics()).hasSize(50);
  }

  @Test
  void theTemplatesBelowAreShownWhenTheyAreAskedFor() {
    String root =
        """
        heat_template_version: 2018-08-31
        parameters: {size: {type: number}}
        resources:
          web: {type: My::Web, properties: {n: 3, size: {get_param: size}}}
          plain: {type: OS::Heat::Value, properties: {value: 1}}
        """;
    String web =
        """
        heat_template_version: 2018-08-31
        description: One web server
        parameter_groups: [{label: Web, parameters: [n]}]
        parameters:
          n: {type: number, constraints: [{range: {max: 9}}]}
          size: {type: number}
          zone: {type: string, default: a}
        resources:
          inner: {type: inner.yaml}
        """;
    var source =
        new StackSource(
            root,
            "root.yaml",
            Map.of("web.yaml", web, "inner.yaml", "heat_template_version: 2018-08-31"),
            List.of(),
            Optional.of(
                "{resource_registry: {\"My::Web\": web.yaml}, parameter_defaults: {zone: b}}"),
            Map.of());
    Evaluated<Optional<Value.MapOf>> answer = compiler.validate(source, STACK, true);
    assertThat(answer.diagnostics()).isEmpty();
    assertThat(Json.write(answer.result().orElseThrow().get("NestedParameters")))
        .isEqualTo(
            "{\"web\":{\"Type\":\"My::Web\",\"Description\":\"One web server\",\"Parameters\":{"
                + "\"n\":{\"Type\":\"Number\",\"Description\":\"\",\"NoEcho\":\"false\",\"Label\":\"n\","
                + "\"Value\":3,\"MaxValue\":9},"
                + "\"size\":{\"Type\":\"Number\",\"Description\":\"\",\"NoEcho\":\"false\",\"Label\":\"size\"},"
                + "\"zone\":{\"Type\":\"String\",\"Description\":\"\",\"NoEcho\":\"false\",\"Label\":\"zone\","
                + "\"Default\":\"b\"}},"
                + "\"ParameterGroups\":[{\"label\":\"Web\",\"description\":\"\",\"parameters\":[\"n\"]}],\"NestedParameters\":{\"inner\":{\"Type\":\"inner.yaml\",\"Description\":\"No"
                + " description\",\"Parameters\":{}}}}}");
    assertThat(compiler.validate(source, STACK, false).result().orElseThrow().entries())
        .doesNotContainKey("NestedParameters");
  }
}

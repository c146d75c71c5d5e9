package io.kiln.api.heat;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.http.JsonBody;
import io.kiln.templates.document.Template;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/**
 * Requests laid over what a stack was made of, as Heat's {@code _prepare_stack_updates} does it.
 */
class PartialSourceTest {

  private static final String TEMPLATE =
      "'template': {'heat_template_version': '2018-08-31', 'parameters': {%s}}";

  private static StackRequest request(String body) {
    var sent = new MockHttpServletRequest();
    sent.setContent(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return StackRequest.of(new JsonBody(100_000).object(sent));
  }

  private static StackSource made(String parameters, String with) {
    return request("{%s, %s}".formatted(TEMPLATE.formatted(declared(parameters)), with)).source();
  }

  private static String declared(String parameters) {
    return "'%s': {'type': 'string', 'default': 'd'}"
        .formatted(String.join("': {'type': 'string', 'default': 'd'}, '", parameters.split(" ")));
  }

  private static StackSource patched(StackSource stored, String body) {
    return new PartialSource(stored, request(body)).source(PartialSourceTest::declared);
  }

  private static Set<String> declared(StackSource source) {
    return Texts.template(source).map(Template::parameters).orElseThrow().keySet();
  }

  private static String parameters(StackSource source) {
    return Json.writeSorted(Value.map(EnvironmentView.parameters(source))).replace('"', '\'');
  }

  private static String file(String name, String parameters) {
    return "'files': {'%1$s': '{parameters: {%2$s}}'}, 'environment_files': ['%1$s']"
        .formatted(name, parameters);
  }

  @Test
  void anEnvironmentThatIsSentWinsOverParametersThatWereGivenBefore() {
    StackSource stored = made("n m", "'parameters': {'n': '3', 'm': '4'}");
    assertThat(parameters(patched(stored, "{'environment': {'parameters': {'n': '5'}}}")))
        .isEqualTo("{'m':'4','n':'5'}");
    assertThat(
            parameters(
                patched(
                    stored,
                    "{'parameters': {'n': '6'}, 'environment': {'parameters': {'n': '5'}}}")))
        .isEqualTo("{'m':'4','n':'6'}");
  }

  @Test
  void clearedIsClearedWhereverItWasGiven() {
    StackSource stored = made("n m", file("e.yaml", "n: a, m: b"));
    StackSource cleared = patched(stored, "{'clear_parameters': ['n']}");
    assertThat(parameters(cleared)).isEqualTo("{'m':'b'}");
    assertThat(cleared.files()).isEqualTo(stored.files());
    assertThat(parameters(patched(cleared, "{'tags': 'x'}"))).isEqualTo("{'m':'b'}");
    assertThat(parameters(patched(cleared, "{'environment': {'parameters': {'n': '7'}}}")))
        .isEqualTo("{'m':'b','n':'7'}");
    assertThat(parameters(patched(cleared, "{'parameters': {'n': '8'}}")))
        .isEqualTo("{'m':'b','n':'8'}");
  }

  @Test
  void whatANewTemplateDoesNotDeclareIsForgotten() {
    StackSource stored = made("n m", file("e.yaml", "n: a") + ", 'parameters': {'m': 'b'}");
    String other = "{%s}".formatted(TEMPLATE.formatted(declared("k")));
    assertThat(parameters(patched(stored, other))).isEqualTo("{}");
    assertThat(parameters(patched(stored, other.replace("'k'", "'n'")))).isEqualTo("{'n':'a'}");
  }

  @Test
  void anEnvironmentSentAgainWithAnotherTextKeepsWhatItDoesNotSay() {
    StackSource stored = made("n m k", file("e.yaml", "n: a, m: b"));
    StackSource once = patched(stored, "{%s}".formatted(file("e.yaml", "m: c")));
    assertThat(parameters(once)).isEqualTo("{'m':'c','n':'a'}");
    assertThat(once.environmentFiles()).containsExactly("e.yaml (before)", "e.yaml");
    StackSource twice = patched(once, "{%s}".formatted(file("e.yaml", "k: e")));
    assertThat(parameters(twice)).isEqualTo("{'k':'e','m':'c','n':'a'}");
    assertThat(twice.environmentFiles()).containsExactly("e.yaml (before)", "e.yaml");
    assertThat(twice.files().get("e.yaml")).isEqualTo("{parameters: {k: e}}");
  }

  @Test
  void theSameEnvironmentSentAgainIsThereOnce() {
    StackSource stored = made("n", file("e.yaml", "n: a"));
    StackSource again = patched(stored, "{%s}".formatted(file("e.yaml", "n: a")));
    assertThat(again).isEqualTo(stored);
  }

  @Test
  void environmentsSentByThemselvesDoNotPileUp() {
    StackSource source = made("n m", "'environment': {'parameters': {'n': 'a'}}");
    for (int i = 0; i < 5; i++) {
      source = patched(source, "{'environment': {'parameters': {'m': '%d'}}}".formatted(i));
    }
    assertThat(parameters(source)).isEqualTo("{'m':'4','n':'a'}");
    assertThat(source.environmentFiles()).hasSize(2);
    assertThat(source.files()).hasSize(2);
  }

  @Test
  void mappingsOfTypesAreLaidOverEachOtherAtEveryDepth() {
    StackSource source =
        made("n", registry("'A': 'OS::Heat::None', 'resources': {'r': {'B': 'C'}}"));
    source = patched(source, "{%s}".formatted(registry("'resources': {'r': {'D': 'E'}}")));
    source = patched(source, "{%s}".formatted(registry("'F': 'G'")));
    Value.MapOf before =
        (Value.MapOf)
            Json.parse(source.files().getOrDefault(source.environmentFiles().getFirst(), ""));
    assertThat(Json.writeSorted(before.get("resource_registry")).replace('"', '\''))
        .isEqualTo("{'A':'OS::Heat::None','resources':{'r':{'B':'C','D':'E'}}}");
  }

  private static String registry(String mappings) {
    return "'environment': {'resource_registry': {%s}}".formatted(mappings);
  }

  @Test
  void valuesThatJoinDoNotJoinWhatAStackHad() {
    String joining =
        "{'files': {'e.yaml': 'parameter_merge_strategies: {default: merge}\\n"
            + "parameters: {n: x}'}, 'environment_files': ['e.yaml']}";
    StackSource stored = made("n m", file("a.yaml", "n: a, m: b"));
    StackSource source = patched(patched(stored, joining), joining);
    assertThat(source.files().get("a.yaml")).isEqualTo("{\"parameters\":{\"m\":\"b\"}}");
    assertThat(source.environmentFiles()).containsExactly("a.yaml", "e.yaml");
  }

  @Test
  void aFileOfTheNameThatAnEnvironmentWouldHaveIsLeftAlone() {
    StackSource stored = made("n", "'files': {'environment-1': 'mine'}");
    StackSource source = patched(stored, "{'environment': {'parameters': {'n': 'a'}}}");
    assertThat(source.files()).containsEntry("environment-1", "mine").hasSize(2);
    assertThat(source.environmentFiles()).containsExactly("environment-2");
    assertThat(Map.copyOf(source.parameters())).isEmpty();
  }
}

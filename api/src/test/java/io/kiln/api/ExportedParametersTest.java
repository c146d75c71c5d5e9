package io.kiln.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an export says that nested stacks were given. */
class ExportedParametersTest {

  private static final JsonMapper JSON = new JsonMapper();
  @RegisterExtension private static final ServerUnderTest server = new ServerUnderTest();
  private static JsonNode resources;

  @BeforeAll
  static void start() throws Exception {
    String id =
        server.stack(
            "p",
            "web",
            """
            {"stack_name": "web",
             "environment": {"resource_registry": {"OS::Heat::Foo": "foo.yaml"}},
             "files": {"foo.yaml": "{heat_template_version: 2018-08-31, parameters: {word: {type: string}}}"},
             "template": {"heat_template_version": "2018-08-31", "resources": {
               "mapped": {"type": "OS::Heat::Foo", "properties": {"word": "blue"}},
               "file": {"type": "foo.yaml", "properties": {"word": "green"}},
               "group": {"type": "OS::Heat::ResourceGroup", "properties": {
                 "count": 1, "resource_def": {"type": "OS::Heat::Foo", "properties": {"word": "red"}}}}}}}
            """);
    resources =
        JSON.readTree(server.get("/v1/p/stacks/web/%s/export".formatted(id)).body())
            .path("resources");
  }

  @Test
  void aTemplateThatIsATypeWasGivenItsPropertiesWhateverItIsCalled() {
    assertThat(given(resources.path("mapped"))).isEqualTo("{\"word\":\"blue\"}");
    assertThat(given(resources.path("file"))).isEqualTo("{\"word\":\"green\"}");
    assertThat(given(resources.path("group").path("resources").path("0")))
        .isEqualTo("{\"word\":\"red\"}");
  }

  @Test
  void aGroupGivesItsOwnStackNone() {
    assertThat(given(resources.path("group"))).isEqualTo("{}");
  }

  private static String given(JsonNode nested) {
    assertThat(nested.has("environment")).as(nested.toString()).isTrue();
    return nested.path("environment").path("parameters").toString();
  }
}

package io.kiln.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UpTest {
  @ParameterizedTest
  @CsvSource({
    "web.yaml, web",
    "shop/web-1.v2.yaml, web-1.v2",
    "my stack.yaml, my-stack",
    "3tier.yaml, stack-3tier",
    "noending, noending"
  })
  void aStackIsCalledAsItsFile(String path, String name) {
    assertThat(Up.nameOf(path)).isEqualTo(name);
  }

  @Test
  void withoutALauncherNoServerIsStarted() {
    var nobody = Map.of("KILN_URL", "http://127.0.0.1:1", "KILN_HOME", "../");
    var run =
        Run.of(Path.of("src/test/resources/templates").toAbsolutePath(), nobody, "up", "one.yaml");

    assertThat(run.exit()).isEqualTo(Exit.ERROR);
    assertThat(run.err()).contains("no server answers at http://127.0.0.1:1").contains("./kiln");
  }

  @Test
  void everyVerbHasHelpWithAnExample() {
    for (var verb :
        new String[][] {
          {"up"},
          {"down"},
          {"stack", "create"},
          {"stack", "update"},
          {"stack", "preview"},
          {"stack", "delete"},
          {"stack", "list"},
          {"stack", "show"},
          {"resource", "list"},
          {"resource", "show"},
          {"event", "list"},
          {"output", "list"},
          {"output", "show"},
          {"template", "validate"},
          {"template", "show"},
          {"host", "list"}
        }) {
      var arguments = java.util.Arrays.copyOf(verb, verb.length + 1);
      arguments[verb.length] = "--help";
      var run = Run.of(Path.of("."), Map.of(), arguments);

      assertThat(run.exit()).isEqualTo(Exit.OK);
      assertThat(run.out()).contains("Usage: kiln " + String.join(" ", verb)).contains("--help");
    }
  }
}

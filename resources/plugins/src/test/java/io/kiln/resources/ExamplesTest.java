package io.kiln.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.baremetal.NoIronic;
import io.kiln.resources.host.SimulatedHosts;
import io.kiln.resources.software.DeploymentBoard;
import io.kiln.resources.software.NoConfigs;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.References;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type has an example template, and the language finds nothing wrong with it. */
class ExamplesTest {

  private static final Path EXAMPLES = Path.of("src/test/resources/io/kiln/resources");
  private static final SimulatedHosts HOSTS = new SimulatedHosts("local");
  private static final ResourceCatalog CATALOG =
      new ResourceCatalog(
          Plugins.all(
              HOSTS,
              HOSTS,
              new NoConfigs(),
              DeploymentBoard.NOBODY_ASKS,
              new NoIronic(""),
              Optional::empty),
          Plugins.checks(HOSTS));

  static SortedSet<String> types() {
    return CATALOG.types();
  }

  @ParameterizedTest
  @MethodSource("types")
  void theExampleOfTheTypeUsesItAndHasNoMistake(String type) throws IOException {
    Frame frame = frame(type);
    boolean used = false;
    for (String resource : frame.resources().keySet()) {
      used |= frame.type(resource).name().equals(type);
      Evaluated<Value.MapOf> properties = frame.properties(resource, new NothingExists());
      assertThat(properties.diagnostics()).as(resource).isEmpty();
    }
    assertThat(used).isTrue();
  }

  @Test
  void theExampleOfAContainerServiceIsOneThatHostsCanCarryOut() throws IOException {
    Value.MapOf properties =
        frame("Kiln::ContainerService").properties("api", new NothingExists()).result();
    var handler = CATALOG.handler("Kiln::ContainerService").orElseThrow();
    assertThat(
            handler.effects(Optional.empty(), Optional.of(properties), SimulatedContext.of("api")))
        .hasSize(4);
    Steps.done(Steps.drive(SimulatedContext.of("api"), each -> handler.create(properties, each)));
  }

  private static Frame frame(String type) throws IOException {
    String name = type.replace("::", "-") + ".yaml";
    var source =
        new StackSource(
            Files.readString(EXAMPLES.resolve(name)),
            name,
            Map.of(),
            List.of(),
            Optional.empty(),
            Map.of());
    Evaluated<Optional<Frame>> compiled =
        new HeatCompiler(CATALOG, Limits.DEFAULT)
            .compile(source, new StackIdentity("project", "example", ""));
    assertThat(compiled.diagnostics()).isEmpty();
    return compiled.result().orElseThrow();
  }

  private record NothingExists() implements References {

    @Override
    public Value reference(String resource) {
      return new Value.Unknown(Set.of(resource), Mark.NONE);
    }

    @Override
    public Value attribute(String resource, String attribute) {
      return new Value.Unknown(Set.of(resource + "." + attribute), Mark.NONE);
    }
  }
}

package io.kiln.it.templates;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.cli.files.Bundle;
import io.kiln.cli.files.Collector;
import io.kiln.resources.container.ContainerService;
import io.kiln.resources.core.None;
import io.kiln.resources.core.RandomString;
import io.kiln.resources.core.ValueResource;
import io.kiln.resources.host.HostDirectory;
import io.kiln.resources.host.HostRecord;
import io.kiln.resources.host.Role;
import io.kiln.resources.host.UnknownHost;
import io.kiln.resources.software.DeploymentBoard;
import io.kiln.resources.software.SoftwareConfig;
import io.kiln.resources.software.SoftwareConfigs;
import io.kiln.resources.software.SoftwareDeployment;
import io.kiln.resources.software.StoredConfig;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShippedTemplatesTest {

  private static final Path LIBRARY = Path.of("..", "templates", "library");
  private static final Path SERVICES = LIBRARY.resolve("environments/services.yaml");

  @Test
  void theHelloStackHasNoMistake() {
    assertThat(compiled("hello.yaml").diagnostics()).isEmpty();
  }

  @Test
  void theUndercloudHasNoMistakeInAnyOfItsServices() {
    assertThat(compiled("undercloud.yaml").diagnostics()).isEmpty();
  }

  @Test
  void theOvercloudHasNoMistakeInAnyRoleOrService() {
    assertThat(compiled("overcloud.yaml", SERVICES).diagnostics()).isEmpty();
  }

  @Test
  void theOvercloudGoesWithoutAServiceThatAnEnvironmentLeavesOut() {
    Path without = LIBRARY.resolve("environments/no-dashboard.yaml");
    assertThat(compiled("overcloud.yaml", SERVICES, without).diagnostics()).isEmpty();
  }

  private static Evaluated<Optional<Frame>> compiled(String template, Path... environments) {
    Bundle bundle = Collector.collect(LIBRARY.resolve(template), List.of(environments));
    assertThat(bundle.missing()).isEmpty();
    var source =
        new StackSource(
            bundle.template(),
            bundle.templateName(),
            bundle.files(),
            bundle.environmentFiles(),
            Optional.empty(),
            Map.of());
    return new HeatCompiler(catalog(), Limits.DEFAULT)
        .compile(source, new StackIdentity("project", "shipped", ""));
  }

  private static ResourceCatalog catalog() {
    HostDirectory hosts = new OneHost();
    List<TypedResource<?, ?>> types =
        Stream.<Resource<?, ?>>of(
                new None(),
                new RandomString(),
                new ValueResource(),
                new Role(hosts),
                new ContainerService(host -> Optional.empty()),
                new SoftwareConfig(new NoConfigs()),
                new SoftwareDeployment(
                    host -> Optional.empty(),
                    new NoConfigs(),
                    DeploymentBoard.NOBODY_ASKS,
                    Optional::empty))
            .<TypedResource<?, ?>>map(TypedResource::of)
            .toList();
    return new ResourceCatalog(types, Map.of(UnknownHost.NAME, new UnknownHost(hosts)));
  }

  /** Nothing is carried out here, so nothing is stored. */
  private static final class NoConfigs implements SoftwareConfigs {

    @Override
    public void put(StoredConfig config) {
      throw new AssertionError("compiling stored config " + config.id());
    }

    @Override
    public Optional<StoredConfig> find(String project, String id) {
      return Optional.empty();
    }

    @Override
    public void delete(String project, String id) {
      throw new AssertionError("compiling deleted config " + id);
    }
  }

  /** The host every template falls back to. */
  private record OneHost() implements HostDirectory {

    private static final HostRecord LOCAL =
        new HostRecord(
            "local",
            Optional.empty(),
            Optional.empty(),
            "127.0.0.1",
            "simulated",
            HostRecord.Status.UP,
            Optional.empty());

    @Override
    public Optional<HostRecord> find(String name) {
      return Optional.of(LOCAL).filter(host -> host.name().equals(name));
    }

    @Override
    public List<HostRecord> all() {
      return List.of(LOCAL);
    }

    @Override
    public List<HostRecord> byRole(String role) {
      return List.of();
    }
  }
}

package io.kiln.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.baremetal.NoIronic;
import io.kiln.resources.host.SimulatedHosts;
import io.kiln.resources.software.DeploymentBoard;
import io.kiln.resources.software.NoConfigs;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.templates.schema.Constraint;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PluginsTest {

  private final SimulatedHosts hosts = new SimulatedHosts("a");
  private final ResourceCatalog catalog =
      new ResourceCatalog(
          Plugins.all(
              hosts,
              hosts,
              new NoConfigs(),
              DeploymentBoard.NOBODY_ASKS,
              new NoIronic("set kiln.ironic.url"),
              Optional::empty),
          Plugins.checks(hosts));

  @Test
  void everyTypeIsThereUnderAllItsNames() {
    assertThat(catalog.types())
        .containsExactly(
            "AWS::AutoScaling::AutoScalingGroup",
            "AWS::AutoScaling::LaunchConfiguration",
            "AWS::AutoScaling::ScalingPolicy",
            "AWS::CloudFormation::Stack",
            "AWS::CloudFormation::WaitCondition",
            "AWS::CloudFormation::WaitConditionHandle",
            "Kiln::BareMetalServer",
            "Kiln::ContainerService",
            "Kiln::Host",
            "Kiln::Role",
            "OS::Heat::AccessPolicy",
            "OS::Heat::AutoScalingGroup",
            "OS::Heat::CloudConfig",
            "OS::Heat::Delay",
            "OS::Heat::DeployedServer",
            "OS::Heat::HARestarter",
            "OS::Heat::InstanceGroup",
            "OS::Heat::MultipartMime",
            "OS::Heat::None",
            "OS::Heat::RandomString",
            "OS::Heat::ResourceChain",
            "OS::Heat::ResourceGroup",
            "OS::Heat::ScalingPolicy",
            "OS::Heat::SoftwareComponent",
            "OS::Heat::SoftwareConfig",
            "OS::Heat::SoftwareDeployment",
            "OS::Heat::SoftwareDeploymentGroup",
            "OS::Heat::Stack",
            "OS::Heat::StructuredConfig",
            "OS::Heat::StructuredDeployment",
            "OS::Heat::StructuredDeploymentGroup",
            "OS::Heat::TestResource",
            "OS::Heat::UpdateWaitConditionHandle",
            "OS::Heat::Value",
            "OS::Heat::WaitCondition",
            "OS::Heat::WaitConditionHandle");
    for (String alias :
        new String[] {
          "ContainerService",
          "Host",
          "Role",
          "SoftwareConfig",
          "Kiln::SoftwareConfig",
          "SoftwareDeployment",
          "Kiln::SoftwareDeployment",
          "BareMetalServer"
        }) {
      assertThat(catalog.find(alias)).as(alias).isPresent();
    }
  }

  @Test
  void everyCheckThatASchemaNamesExists() {
    for (String type : catalog.types()) {
      catalog.find(type).orElseThrow().properties().values().forEach(this::checked);
    }
    assertThat(catalog.check("kiln.host", Value.text("b")))
        .contains("host b is not known; known hosts: a");
  }

  @Test
  void everyPropertyAndAttributeIsDocumented() {
    for (String type : catalog.types()) {
      var schema = catalog.find(type).orElseThrow();
      assertThat(schema.description()).as(type).isNotBlank();
      schema
          .properties()
          .values()
          .forEach(each -> assertThat(each.description()).as(type + each.name()).isNotBlank());
      schema
          .attributes()
          .values()
          .forEach(each -> assertThat(each.description()).as(type + each.name()).isNotBlank());
    }
  }

  @Test
  void withoutAnIronicAServerFailsWithWhatToDo() {
    var handler = catalog.handler("BareMetalServer").orElseThrow();
    var wanted = (Value.MapOf) Json.parse("{\"resource_class\": \"x\"}");
    assertThat(Steps.failed(handler.create(wanted, SimulatedContext.of("web"))).reason())
        .isEqualTo("Ironic refused: no Ironic is configured; set kiln.ironic.url");
  }

  private void checked(PropertySchema property) {
    property.constraints().stream()
        .filter(Constraint.Custom.class::isInstance)
        .map(Constraint.Custom.class::cast)
        .forEach(check -> assertThat(catalog.hasCheck(check.name())).isTrue());
    property.children().values().forEach(this::checked);
  }
}

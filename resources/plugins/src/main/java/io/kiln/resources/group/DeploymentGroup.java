package io.kiln.resources.group;

import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Group;
import io.kiln.resources.spi.Members;
import io.kiln.resources.spi.Past;
import io.kiln.resources.spi.Unfolded;
import io.kiln.templates.value.Value;
import java.util.Map;

/**
 * What groups have in common that bring a config to several hosts.
 *
 * @param <P> what such a group is given
 */
abstract sealed class DeploymentGroup<P extends Record & DeploymentGroup.Given>
    implements Group<P, DeploymentGroup.Attributes>
    permits SoftwareDeploymentGroup, StructuredDeploymentGroup {

  private final String member;

  /**
   * A group of such deployments.
   *
   * @param member their type
   */
  DeploymentGroup(String member) {
    this.member = member;
  }

  /** What to bring where. */
  interface Given {

    Value.MapOf servers();

    /** What every deployment is given alike. */
    Map<String, Value> shared();
  }

  /** What came back, by host. */
  public record Attributes(
      @Doc("What each wrote to its standard output.") Value deployStdouts,
      @Doc("What each wrote to its standard error.") Value deployStderrs,
      @Doc("The code each ended with.") Value deployStatusCodes) {}

  @Override
  public Unfolded unfold(P wanted, Value.MapOf policy, Past past) {
    return DeploymentMembers.unfold(
        member, wanted.servers(), wanted.shared(), policy, past.creating());
  }

  @Override
  public Value attribute(String name, Members members) {
    return DeploymentMembers.attribute(name, members);
  }

  /** What comes back is kept by host, and a path leads into that map first. */
  @Override
  public boolean spreads(String attribute) {
    return false;
  }
}

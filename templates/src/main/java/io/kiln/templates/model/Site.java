package io.kiln.templates.model;

import java.util.List;

/**
 * What templates may ask about the place they run at (CloudFormation's pseudo parameters and {@code
 * Fn::GetAZs}).
 *
 * @param region empty when it is not decided; so are the others then
 * @param partition the second part of every ARN
 * @param urlSuffix the domain that services of the place are named under
 * @param zones availability zones of the region
 */
public record Site(String region, String partition, String urlSuffix, List<String> zones) {

  /**
   * OpenStack's own names: its first region, the partition of Heat's ARNs, a domain that is
   * nobody's, and the compute service's only zone.
   */
  public static final Site DEFAULT =
      new Site("RegionOne", "openstack", "openstack.internal", List.of("nova"));

  /** A place that is not decided: nothing of it is known. For looking at a template alone. */
  public static final Site ANYWHERE = new Site("", "", "", List.of());

  public Site {
    zones = List.copyOf(zones);
  }
}

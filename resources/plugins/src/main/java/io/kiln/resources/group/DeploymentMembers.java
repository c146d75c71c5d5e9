package io.kiln.resources.group;

import io.kiln.resources.spi.Members;
import io.kiln.resources.spi.Rolling;
import io.kiln.resources.spi.Unfolded;
import io.kiln.templates.model.Content;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What the groups of deployments have in common: a deployment per server, named as the server is in
 * the map.
 */
final class DeploymentMembers {

  private static final Map<String, String> OF_MEMBERS =
      Map.of(
          "deploy_stdouts", "deploy_stdout",
          "deploy_stderrs", "deploy_stderr",
          "deploy_status_codes", "deploy_status_code");

  private DeploymentMembers() {}

  /**
   * The members.
   *
   * @param type of each, by the name that the registry may map to something else
   * @param shared what all of them get
   */
  static Unfolded unfold(
      String type,
      Value.MapOf servers,
      Map<String, Value> shared,
      Value.MapOf policy,
      boolean creating) {
    Optional<Rolling> rolling;
    try {
      // Heat keeps no server in service here: a batch is all that counts.
      rolling =
          UpdatePolicy.of(policy)
              .rolling(creating)
              .map(some -> new Rolling(0, some.maxBatchSize(), some.pause()));
    } catch (IllegalArgumentException e) {
      return new Unfolded.Refused(String.valueOf(e.getMessage()));
    }
    List<Content.Member> members =
        servers.entries().entrySet().stream()
            .map(server -> member(type, server.getKey(), server.getValue(), shared))
            .toList();
    return new Unfolded.Now(new Content.Members(members), Value.MapOf.EMPTY, rolling, List.of());
  }

  private static Content.Member member(
      String type, String name, Value server, Map<String, Value> shared) {
    SequencedMap<String, Value> properties = new LinkedHashMap<>(shared);
    properties.put("server", server);
    return Content.Member.of(name, type, Value.map(properties));
  }

  static Value attribute(String name, Members members) {
    return MemberAttributes.byMember(OF_MEMBERS.getOrDefault(name, name), members);
  }
}

package io.kiln.api.heat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Since when a type may be relied on (heat/engine/support.py).
 *
 * @param status one of {@link #STATUSES}
 * @param version of Heat, from which on it has this status; null where Heat names none, and for
 *     types that Heat does not have
 */
record TypeSupport(
    String status,
    @Nullable String message,
    @Nullable String version,
    @Nullable String previousStatus) {

  private static final String SUPPORTED = "SUPPORTED";
  private static final String HIDDEN = "HIDDEN";

  /** Heat's words. */
  static final List<String> STATUSES =
      List.of("UNKNOWN", SUPPORTED, "DEPRECATED", "UNSUPPORTED", HIDDEN);

  /** The types by the version that their classes in Heat say. */
  private static final Map<String, List<String>> BY_VERSION =
      Map.of(
          "2014.1",
          List.of(
              "AWS::AutoScaling::AutoScalingGroup",
              "AWS::CloudFormation::WaitCondition",
              "AWS::CloudFormation::WaitConditionHandle",
              "OS::Heat::CloudConfig",
              "OS::Heat::MultipartMime",
              "OS::Heat::RandomString",
              "OS::Heat::ResourceGroup",
              "OS::Heat::SoftwareConfig",
              "OS::Heat::SoftwareDeployment",
              "OS::Heat::StructuredConfig",
              "OS::Heat::StructuredDeployment",
              "OS::Heat::UpdateWaitConditionHandle"),
          "2014.2",
          List.of(
              "OS::Heat::SoftwareComponent",
              "OS::Heat::WaitCondition",
              "OS::Heat::WaitConditionHandle"),
          "5.0.0",
          List.of("OS::Heat::None", "OS::Heat::SoftwareDeploymentGroup", "OS::Heat::TestResource"),
          "6.0.0",
          List.of("OS::Heat::ResourceChain"),
          "7.0.0",
          List.of("OS::Heat::Value"),
          "11.0.0",
          List.of("OS::Heat::Delay"));

  private static final Map<String, TypeSupport> SAID =
      Stream.concat(
              BY_VERSION.entrySet().stream()
                  .flatMap(
                      entry ->
                          entry.getValue().stream()
                              .map(type -> Map.entry(type, supported(entry.getKey())))),
              Stream.of(
                  Map.entry(
                      "OS::Heat::HARestarter",
                      new TypeSupport(
                          HIDDEN,
                          "It does nothing any more, and is there for stacks that have one.",
                          "10.0.0",
                          null))))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private static TypeSupport supported(@Nullable String version) {
    return new TypeSupport(SUPPORTED, null, version, null);
  }

  /** What is said of a type. */
  static TypeSupport of(String type) {
    TypeSupport said = SAID.get(type);
    return said == null ? supported(null) : said;
  }

  /** Whether the type works, and yet nobody is told of it. */
  boolean isHidden() {
    return status.equals(HIDDEN);
  }
}

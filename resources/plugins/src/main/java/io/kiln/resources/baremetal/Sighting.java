package io.kiln.resources.baremetal;

import static java.util.stream.Collectors.joining;

import io.kiln.resources.spi.Observation;
import io.kiln.resources.spi.Progress;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How the node of a server really is: its state, its power and the instance it carries.
 *
 * @param left the power state it was left in; not every driver switches on what it deploys
 */
record Sighting(IronicStep step, Optional<String> left) {

  private static final String POWER = "power_state";
  private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

  /** What a look found, with the node when there is one. */
  private record Seen(Observation observation, Optional<Node> node) {}

  Observation look() {
    return seen().observation();
  }

  /** Whether the node carries another instance than it was told. */
  boolean carriesAnother() {
    return look() instanceof Observation.Found(Value.MapOf expected, Value.MapOf actual)
        && !expected.get("instance_info").equals(actual.get("instance_info"));
  }

  Progress<ServerAttributes> check() {
    Seen seen = seen();
    return switch (seen.observation()) {
      case Observation.Missing(String what) -> step.failed(what);
      case Observation.Unknown(String reason) ->
          new Progress.Waiting<>(
              Optional.of(step.allocation()),
              Value.MapOf.EMPTY,
              ASK_AGAIN,
              "waiting for Ironic: " + reason);
      case Observation.Found(Value.MapOf expected, Value.MapOf actual)
          when !expected.equals(actual) ->
          step.failed(
              seen.node().map(Node::called).orElse("its node")
                  + ": "
                  + differences(expected, actual));
      case Observation.Found _ ->
          new Progress.Done<>(
              step.allocation(), ServerAttributes.of(seen.node().orElseThrow(), step.allocation()));
    };
  }

  private Seen seen() {
    IronicAnswer allocation = step.get("/v1/allocations/" + step.allocation());
    return switch (allocation) {
      case IronicAnswer.Ok(_, Value.MapOf body)
          when body.get("node_uuid") instanceof Value.Text(String node, _) ->
          node(node);
      case IronicAnswer.Ok _ -> unknown("its allocation has no node");
      case IronicAnswer.Refused refused -> refused(refused, "it has no node any more");
      case IronicAnswer.Unreachable(String why) -> unknown(why);
    };
  }

  private Seen node(String uuid) {
    return switch (step.node(uuid)) {
      case IronicAnswer.Ok(_, Value.MapOf shown) -> found(new Node(shown));
      case IronicAnswer.Refused refused -> refused(refused, "there is no node " + uuid);
      case IronicAnswer.Unreachable(String why) -> unknown(why);
    };
  }

  private Seen found(Node node) {
    if (!node.belongsTo(step.allocation())) {
      return new Seen(
          new Observation.Missing("node " + node.called() + " was released by somebody"),
          Optional.of(node));
    }
    Map<String, Value> expected = new LinkedHashMap<>();
    Map<String, Value> actual = new LinkedHashMap<>();
    expected.put("provision_state", Value.text("active"));
    actual.put("provision_state", Value.text(node.state()));
    node.text(POWER)
        .ifPresent(
            power -> {
              expected.put(POWER, Value.text(left.orElse(power)));
              actual.put(POWER, Value.text(power));
            });
    Value.MapOf told = InstanceInfo.visible(step.properties(), step.name());
    expected.put("instance_info", told);
    actual.put("instance_info", InstanceInfo.visible(told, node.map("instance_info")));
    return new Seen(
        new Observation.Found(Value.map(expected), Value.map(actual)), Optional.of(node));
  }

  private static Seen refused(IronicAnswer.Refused refused, String missing) {
    return refused.remedy() == IronicAnswer.Remedy.GONE
        ? new Seen(new Observation.Missing(missing), Optional.empty())
        : unknown("Ironic refused: " + refused.message());
  }

  private static Seen unknown(String why) {
    return new Seen(new Observation.Unknown(why), Optional.empty());
  }

  private static String differences(Value.MapOf expected, Value.MapOf actual) {
    var names = new TreeSet<>(expected.entries().keySet());
    names.removeIf(name -> Objects.equals(expected.get(name), actual.get(name)));
    return names.stream()
        .map(name -> name + " is " + actual.get(name) + " instead of " + expected.get(name))
        .collect(joining(", "));
  }
}

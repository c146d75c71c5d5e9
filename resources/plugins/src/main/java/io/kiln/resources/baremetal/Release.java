package io.kiln.resources.baremetal;

import io.kiln.resources.baremetal.Ironic.Method;
import io.kiln.resources.baremetal.IronicAnswer.Refused;
import io.kiln.resources.baremetal.IronicAnswer.Remedy;
import io.kiln.resources.baremetal.ServerStage.Releasing;
import io.kiln.resources.baremetal.ServerStage.Undeploying;
import io.kiln.resources.spi.Progress;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives a node back, as long as it is still ours: one that was freed may serve somebody else. */
record Release(IronicStep step) {

  Progress<ServerAttributes> take(ServerStage stage) {
    return switch (stage) {
      case Releasing releasing -> release(releasing);
      case Undeploying undeploying -> {
        IronicAnswer answer = step.node(undeploying.node());
        yield isGone(answer)
            ? new Progress.Gone<>()
            : step.then(answer, undeploying, shown -> follow(undeploying, new Node(shown)));
      }
      case ServerStage.Allocating _, ServerStage.Ordering _, ServerStage.Deploying _ ->
          throw new IllegalStateException("a server is not released from stage " + stage);
    };
  }

  private Progress<ServerAttributes> release(Releasing stage) {
    String query =
        "/v1/nodes?instance_uuid=" + Query.encode(step.allocation()) + "&fields=" + Node.FIELDS;
    return step.then(
        step.get(query),
        stage,
        found ->
            found.get("nodes") instanceof Value.ListOf(List<Value> nodes, _)
                    && !nodes.isEmpty()
                    && nodes.getFirst() instanceof Value.MapOf shown
                ? release(stage, new Node(shown))
                : dropAllocation(stage));
  }

  private Progress<ServerAttributes> release(Releasing stage, Node node) {
    return switch (node.state()) {
      case "active",
          "wait call-back",
          "deploy hold",
          "deploy failed",
          "error",
          "rescue",
          "rescue failed",
          "rescue wait",
          "unrescue failed",
          "service failed" ->
          undeploy(stage, node);
      case "available", "manageable" -> dropAllocation(stage);
      case "deleting", "cleaning", "clean wait" ->
          step.waiting(new Undeploying(node.uuid(), 0), PollPace.after(0, ""), node.describe());
      default ->
          // In a transition that Ironic does not let be cut short: the wish is repeated later.
          step.waiting(
              new Releasing(stage.polls() + 1),
              PollPace.after(stage.polls(), node.state()),
              node.describe() + "; it is undeployed as soon as that has ended");
    };
  }

  private Progress<ServerAttributes> undeploy(Releasing stage, Node node) {
    IronicAnswer answer =
        step.ironic()
            .call(
                Method.PUT,
                "/v1/nodes/" + node.uuid() + "/states/provision",
                Optional.of(Value.map(Map.of("target", Value.text("deleted")))));
    return step.then(
        answer,
        stage,
        _ ->
            step.waiting(
                new Undeploying(node.uuid(), 0),
                PollPace.after(0, ""),
                "undeploying node " + node.called()));
  }

  private Progress<ServerAttributes> dropAllocation(Releasing stage) {
    IronicAnswer answer =
        step.ironic().call(Method.DELETE, "/v1/allocations/" + step.allocation(), Optional.empty());
    return isGone(answer)
        ? new Progress.Gone<>()
        : step.then(answer, stage, _ -> new Progress.Gone<>());
  }

  private Progress<ServerAttributes> follow(Undeploying stage, Node node) {
    if (node.belongsTo(step.allocation()) && node.settled()) {
      return switch (node.state()) {
        // The order was taken and did not come to its end: Ironic says why, a person decides.
        case "error" -> step.failed("node " + node.called() + ": " + node.lastError());
        default -> step.waiting(new Releasing(0), Duration.ZERO, node.describe());
      };
    }
    return switch (node.state()) {
      case "deleting", "cleaning", "clean wait" -> lookAgain(stage, node);
      default ->
          // Available and free, or already somebody else's, or unclean and for its operator.
          node.belongsTo(step.allocation()) ? lookAgain(stage, node) : new Progress.Gone<>();
    };
  }

  private Progress<ServerAttributes> lookAgain(Undeploying stage, Node node) {
    return step.waiting(
        new Undeploying(stage.node(), stage.polls() + 1),
        PollPace.after(stage.polls(), node.state()),
        node.describe());
  }

  private static boolean isGone(IronicAnswer answer) {
    return answer instanceof Refused refused && refused.remedy() == Remedy.GONE;
  }
}

package io.kiln.resources.baremetal;

import io.kiln.resources.baremetal.Ironic.Method;
import io.kiln.resources.baremetal.IronicAnswer.Ok;
import io.kiln.resources.baremetal.IronicAnswer.Refused;
import io.kiln.resources.baremetal.ServerStage.Allocating;
import io.kiln.resources.baremetal.ServerStage.Deploying;
import io.kiln.resources.baremetal.ServerStage.Ordering;
import io.kiln.resources.spi.Progress;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From nothing, or from whatever is there, to a node that is active with what is wanted.
 *
 * @param lit whether it was left switched on, and is to be so again
 */
record Provisioning(IronicStep step, boolean lit) {

  private static final Duration NO_CAPACITY_POLL = Duration.ofSeconds(10);

  /** An Ironic that keeps dying in mid-deployment needs a person. */
  private static final int MOST_ROUNDS = 3;

  /** What a conductor says of a deployment that its own end has cut short. */
  private static final String CUT_SHORT = "can't be resumed by conductor";

  Progress<ServerAttributes> take(ServerStage stage) {
    return switch (stage) {
      case Allocating allocating -> allocate(allocating);
      case Ordering ordering ->
          step.then(
              step.node(ordering.node()), ordering, shown -> order(ordering, new Node(shown)));
      case Deploying deploying ->
          step.then(
              step.node(deploying.node()), deploying, shown -> follow(deploying, new Node(shown)));
      case ServerStage.Releasing _, ServerStage.Undeploying _ ->
          throw new IllegalStateException("a server is not deployed from stage " + stage);
    };
  }

  private Progress<ServerAttributes> allocate(Allocating stage) {
    IronicAnswer answer = step.get("/v1/allocations/" + step.allocation());
    if (answer instanceof Refused refused && refused.remedy() == IronicAnswer.Remedy.GONE) {
      return askForAllocation(stage);
    }
    return step.then(answer, stage, allocation -> allocated(stage, allocation));
  }

  private Progress<ServerAttributes> askForAllocation(Allocating stage) {
    if (step.properties().capabilities().isEmpty()) {
      return post(stage, step.properties().candidateNodes());
    }
    String query =
        "/v1/nodes?fields=uuid,name,properties&resource_class="
            + Query.encode(step.properties().resourceClass());
    return step.then(
        step.get(query),
        stage,
        found -> {
          List<String> candidates = Capabilities.candidates(step.properties(), found);
          return candidates.isEmpty()
              ? noCapacity(
                  stage,
                  "no node of resource class "
                      + step.properties().resourceClass()
                      + " has the capabilities "
                      + step.properties().capabilities())
              : post(stage, candidates);
        });
  }

  private Progress<ServerAttributes> post(Allocating stage, List<String> candidates) {
    Map<String, Value> body = new LinkedHashMap<>();
    body.put("uuid", Value.text(step.allocation()));
    body.put("name", Value.text(step.name()));
    body.put("resource_class", Value.text(step.properties().resourceClass()));
    if (!step.properties().traits().isEmpty()) {
      body.put("traits", texts(step.properties().traits()));
    }
    if (!candidates.isEmpty()) {
      body.put("candidate_nodes", texts(candidates));
    }
    body.put(
        "extra",
        Value.map(
            Map.of(
                "kiln_stack", Value.text(step.context().stack().id()),
                "kiln_resource", Value.text(step.context().path()))));
    IronicAnswer answer =
        step.ironic().call(Method.POST, "/v1/allocations", Optional.of(Value.map(body)));
    return step.then(answer, stage, allocation -> allocated(stage, allocation));
  }

  private Progress<ServerAttributes> allocated(Allocating stage, Value.MapOf allocation) {
    String state = text(allocation, "state");
    return switch (state) {
      case "active" -> {
        String node = text(allocation, "node_uuid");
        yield step.then(step.node(node), stage, shown -> found(stage, new Node(shown)));
      }
      case "error" -> {
        // An allocation in error never recovers and holds its name: away with it.
        IronicAnswer gone =
            step.ironic()
                .call(Method.DELETE, "/v1/allocations/" + step.allocation(), Optional.empty());
        yield gone instanceof Refused refused && refused.remedy() != IronicAnswer.Remedy.GONE
            ? step.refused(refused, stage)
            : noCapacity(stage, text(allocation, "last_error"));
      }
      default ->
          step.waiting(
              new Allocating(stage.rebuild(), stage.polls() + 1),
              PollPace.after(stage.polls(), state),
              "waiting for a node of resource class " + step.properties().resourceClass());
    };
  }

  private Progress<ServerAttributes> noCapacity(Allocating stage, String why) {
    return step.properties().waitForCapacity()
        ? step.waiting(stage, NO_CAPACITY_POLL, "waiting for capacity: " + why)
        : step.failed(why);
  }

  private Progress<ServerAttributes> found(Allocating stage, Node node) {
    if (node.state().equals("active") && node.settled() && !stage.rebuild()) {
      return lit && step.context().converging() && node.off() ? switchOn(stage, node) : done(node);
    }
    return step.waiting(
        new Ordering(node.uuid(), node.changedAt(), stage.rebuild(), 0),
        Duration.ZERO,
        "preparing node " + node.called());
  }

  private Progress<ServerAttributes> switchOn(Allocating stage, Node node) {
    IronicAnswer answer =
        step.ironic()
            .call(
                Method.PUT,
                "/v1/nodes/" + node.uuid() + "/states/power",
                Optional.of(Value.map(Map.of("target", Value.text(Node.POWER_ON)))));
    var next = new Allocating(false, stage.polls() + 1);
    return step.then(
        answer,
        next,
        _ -> step.waiting(next, PollPace.after(0, ""), "switching node " + node.called() + " on"));
  }

  private Progress<ServerAttributes> order(Ordering stage, Node node) {
    if (!node.belongsTo(step.allocation())) {
      return step.failed(
          "node " + node.called() + " was taken away from this server: somebody released it");
    }
    boolean untold = node.changedAt().equals(stage.seen());
    return switch (node.state()) {
      case "available" -> tell(stage, node, "active");
      case "active" ->
          stage.rebuild() && untold ? tell(stage, node, "rebuild") : deploying(stage, node);
      case "deploy failed", "error" ->
          untold ? tell(stage, node, "rebuild") : deploying(stage, node);
      case "deploying", "wait call-back", "deploy hold" -> deploying(stage, node);
      default -> step.failed(node.describe() + ", where it cannot be deployed");
    };
  }

  private Progress<ServerAttributes> deploying(Ordering stage, Node node) {
    return step.waiting(
        new Deploying(node.uuid(), 0, stage.round()), Duration.ZERO, node.describe());
  }

  private Progress<ServerAttributes> tell(Ordering stage, Node node, String verb) {
    Value patch = InstanceInfo.patch(step.properties(), step.name(), node.map("instance_info"));
    IronicAnswer patched =
        step.ironic().call(Method.PATCH, "/v1/nodes/" + node.uuid(), Optional.of(patch));
    return step.then(patched, stage, _ -> provision(stage, node, verb));
  }

  private Progress<ServerAttributes> provision(Ordering stage, Node node, String verb) {
    Map<String, Value> body = new LinkedHashMap<>();
    body.put("target", Value.text(verb));
    step.properties().configDrive().ifPresent(drive -> body.put("configdrive", drive));
    if (!step.properties().deploySteps().isEmpty()) {
      body.put("deploy_steps", DeploySteps.of(step.properties().deploySteps()));
    }
    IronicAnswer answer =
        step.ironic()
            .call(
                Method.PUT,
                "/v1/nodes/" + node.uuid() + "/states/provision",
                Optional.of(Value.map(body)));
    return answer instanceof Ok
        ? step.waiting(
            new Deploying(node.uuid(), 0, stage.round()),
            PollPace.after(0, ""),
            "deploying node " + node.called())
        : step.then(answer, stage, _ -> deploying(stage, node));
  }

  private Progress<ServerAttributes> follow(Deploying stage, Node node) {
    if (!node.belongsTo(step.allocation())) {
      return step.failed(
          "node " + node.called() + " was taken away from this server: somebody released it");
    }
    return switch (node.state()) {
      case "active" -> node.settled() ? done(node) : lookAgain(stage, node);
      case "deploy failed" ->
          node.lastError().contains(CUT_SHORT) && stage.round() + 1 < MOST_ROUNDS
              ? step.waiting(
                  new Ordering(node.uuid(), node.changedAt(), true, stage.round() + 1),
                  Duration.ZERO,
                  "deploying node " + node.called() + " again: Ironic was restarted")
              : step.failed("node " + node.called() + ": " + node.lastError());
      case "error" -> step.failed("node " + node.called() + ": " + node.lastError());
      case "available" -> step.failed("node " + node.called() + " was undeployed by somebody else");
      default -> lookAgain(stage, node);
    };
  }

  private Progress<ServerAttributes> lookAgain(Deploying stage, Node node) {
    return step.waiting(
        new Deploying(stage.node(), stage.polls() + 1, stage.round()),
        PollPace.after(stage.polls(), node.state()),
        node.describe());
  }

  private Progress<ServerAttributes> done(Node node) {
    return new Progress.Done<>(step.allocation(), ServerAttributes.of(node, step.allocation()));
  }

  private static Value texts(List<String> words) {
    return Value.list(words.stream().map(Value::text).toList());
  }

  private static String text(Value.MapOf map, String key) {
    return map.get(key) instanceof Value.Text(String text, _) ? text : "";
  }
}

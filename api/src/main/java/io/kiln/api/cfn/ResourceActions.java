package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.cfn.wire.Form;
import io.kiln.api.cfn.wire.Refused;
import io.kiln.api.http.RefusedException;
import io.kiln.api.http.Shown;
import io.kiln.engine.convergence.Drifts;
import io.kiln.engine.convergence.ResourceDrift;
import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.reading.ResourceLine;
import io.kiln.engine.reading.ResourceQuery;
import io.kiln.engine.reading.SeenResource;
import io.kiln.engine.reading.SeenStack;
import io.kiln.engine.reading.StackReads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** The actions that show the resources of a stack. */
final class ResourceActions {

  private static final JsonMapper JSON = new JsonMapper();

  private final StackLookup lookup;
  private final StackReads reads;
  private final Drifts drifts;

  ResourceActions(StackLookup lookup, StackReads reads, Drifts drifts) {
    this.lookup = lookup;
    this.reads = reads;
    this.drifts = drifts;
  }

  Fields list(Form form, String project) {
    SeenStack stack = seen(form, project);
    Map<UUID, String> drift = drift(stack);
    return Page.of(reads.resources(stack, ResourceQuery.downTo(0)), form)
        .put(
            "StackResourceSummaries",
            found ->
                named(project, found)
                    .time("LastUpdatedTimestamp", found.line().updatedAt())
                    .text("ResourceStatus", status(found.line()))
                    .text("ResourceStatusReason", Optional.of(found.line().statusReason()))
                    .put("DriftInformation", drifted(drift, found.line())));
  }

  /** AWS answers with a hundred at most here, and leads to the list for more. */
  Fields describeAll(Form form, String project) {
    Optional<String> physical = form.text("PhysicalResourceId");
    Optional<String> named = form.text("StackName");
    if (physical.isPresent() == named.isPresent()) {
      throw Refused.invalid("Exactly one of StackName and PhysicalResourceId must be specified.");
    }
    SeenStack stack = physical.isPresent() ? around(physical.get(), project) : seen(form, project);
    Optional<String> logical = form.text("LogicalResourceId");
    Map<UUID, String> drift = drift(stack);
    List<Fields> shown =
        reads.resources(stack, ResourceQuery.downTo(0)).stream()
            .filter(found -> logical.isEmpty() || logical.get().equals(found.line().name()))
            .limit(Page.SIZE)
            .map(
                found ->
                    inStack(project, found)
                        .time("Timestamp", found.line().updatedAt())
                        .text("ResourceStatus", status(found.line()))
                        .text("ResourceStatusReason", Optional.of(found.line().statusReason()))
                        .put("DriftInformation", drifted(drift, found.line())))
            .toList();
    if (shown.isEmpty() && logical.isPresent()) {
      throw unknown(logical.get(), stack.name());
    }
    return new Fields().members("StackResources", shown);
  }

  Fields describe(Form form, String project) {
    SeenStack stack = seen(form, project);
    String name = form.required("LogicalResourceId");
    StackReads.Whole found =
        reads.resource(stack, name).orElseThrow(() -> unknown(name, stack.name()));
    return new Fields()
        .put(
            "StackResourceDetail",
            inStack(project, found.seen())
                .time("LastUpdatedTimestamp", found.seen().line().updatedAt())
                .text("ResourceStatus", status(found.seen().line()))
                .text("ResourceStatusReason", Optional.of(found.seen().line().statusReason()))
                .text("Metadata", JSON.writeValueAsString(Shown.masked(found.row().told())))
                .put("DriftInformation", drifted(drift(stack), found.seen().line())));
  }

  /** The stack that one of a project's resources lies in, by what the outside world calls it. */
  private SeenStack around(String physicalId, String project) {
    return reads.list(project, StackQuery.ALL).stream()
        .filter(stack -> reads.resourceByPhysicalId(stack, physicalId).isPresent())
        .findFirst()
        .orElseThrow(() -> Refused.invalid("Stack for %s does not exist".formatted(physicalId)));
  }

  static RefusedException unknown(String resource, String stack) {
    return Refused.invalid("Resource %s does not exist for stack %s".formatted(resource, stack));
  }

  private SeenStack seen(Form form, String project) {
    String named = form.required("StackName");
    return lookup
        .find(project, named)
        .orElseThrow(() -> Refused.invalid("Stack '%s' does not exist".formatted(named)));
  }

  private static Fields inStack(String project, SeenResource found) {
    return new Fields()
        .text("StackName", found.in().name())
        .text("StackId", StackLookup.arn(project, found.in()))
        .text("LogicalResourceId", found.line().name())
        .text("PhysicalResourceId", Optional.of(physicalId(project, found)))
        .text("ResourceType", found.line().type());
  }

  private static Fields named(String project, SeenResource found) {
    return new Fields()
        .text("LogicalResourceId", found.line().name())
        .text("PhysicalResourceId", Optional.of(physicalId(project, found)))
        .text("ResourceType", found.line().type());
  }

  /** A nested stack is named as clients can ask for it. */
  private static String physicalId(String project, SeenResource found) {
    return found.line().nested()
        ? StackLookup.arn(project, found.in().inner(found.line()))
        : found.line().outsideName();
  }

  private static String status(ResourceLine line) {
    return StatusWords.of(line.action(), line.status());
  }

  private Map<UUID, String> drift(SeenStack stack) {
    Map<UUID, String> found = new HashMap<>();
    for (ResourceDrift each : drifts.found(stack.root().id())) {
      found.put(each.resource(), each.drift().state().name());
    }
    return found;
  }

  private static Fields drifted(Map<UUID, String> found, ResourceLine line) {
    return new Fields()
        .text("StackResourceDriftStatus", found.getOrDefault(line.id(), "NOT_CHECKED"));
  }
}

package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.cfn.wire.Form;
import io.kiln.api.cfn.wire.Refused;
import io.kiln.engine.convergence.RevisionRecord;
import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.planning.Action;
import io.kiln.engine.reading.EventQuery;
import io.kiln.engine.reading.SeenStack;
import io.kiln.engine.reading.StackReads;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The action that shows what happened, the newest first. */
final class EventActions {

  /** What AWS calls the type of a stack's own events; clients tell by it that all is over. */
  private static final String STACK = "AWS::CloudFormation::Stack";

  private final StackLookup lookup;
  private final StackReads reads;
  private final Stacks stacks;

  EventActions(StackLookup lookup, StackReads reads, Stacks stacks) {
    this.lookup = lookup;
    this.reads = reads;
    this.stacks = stacks;
  }

  Fields list(Form form, String project) {
    String named = form.required("StackName");
    Optional<SeenStack> found = lookup.find(project, named);
    if (found.isEmpty() && lookup.review(project, named).isPresent()) {
      return new Fields().members("StackEvents", List.of());
    }
    SeenStack stack =
        found.orElseThrow(() -> Refused.invalid("Stack [%s] does not exist".formatted(named)));
    List<StackEvent> events =
        reads.events(
            stack,
            new EventQuery(
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                false,
                form.text("NextToken").map(EventActions::marker),
                Page.SIZE));
    Instant made =
        events.stream().anyMatch(event -> event.action() == Action.ROLLBACK)
            ? made(stack)
            : Instant.MAX;
    return new Fields()
        .members("StackEvents", events, event -> shown(event, stack, project, made))
        .text(
            "NextToken",
            events.size() < Page.SIZE
                ? Optional.empty()
                : Optional.of(events.getLast().id().toString()));
  }

  private static UUID marker(String token) {
    try {
      return UUID.fromString(token);
    } catch (IllegalArgumentException e) {
      throw Page.badToken();
    }
  }

  /** When the stack was whole for the first time: what is rolled back later is an update. */
  private Instant made(SeenStack stack) {
    return stacks.revisions(stack.root().id()).stream()
        .filter(RevisionRecord::reached)
        .flatMap(revision -> revision.settledAt().stream())
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  private static Fields shown(StackEvent event, SeenStack stack, String project, Instant made) {
    boolean itself = event.path().equals(stack.path());
    String id = StackLookup.arn(project, stack);
    return new Fields()
        .text("EventId", event.id().toString())
        .text("StackId", id)
        .text("StackName", stack.name())
        .text("LogicalResourceId", EventQuery.name(event.path(), stack))
        .text("PhysicalResourceId", itself ? Optional.of(id) : event.physicalId())
        .text("ResourceType", itself ? STACK : event.resourceType())
        .time("Timestamp", event.at())
        .text("ResourceStatus", status(event, made))
        .text("ResourceStatusReason", Optional.of(event.reason()));
  }

  private static String status(StackEvent event, Instant made) {
    return event.action() == Action.ROLLBACK
        ? StatusWords.rollback(event.at().isAfter(made)) + "_" + event.status()
        : StatusWords.of(event.action(), event.status());
  }
}

package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.cfn.wire.Form;
import io.kiln.api.cfn.wire.Refused;
import io.kiln.api.http.RefusedException;
import io.kiln.engine.convergence.DriftLook;
import io.kiln.engine.convergence.Drifts;
import io.kiln.engine.convergence.ResourceDrift;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.planning.Status;
import io.kiln.engine.reading.SeenStack;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The actions that look how real things are. */
final class DriftActions {

  /** Shorter than AWS's clients wait for an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final StackLookup lookup;
  private final Drifts drifts;

  DriftActions(StackLookup lookup, Drifts drifts) {
    this.lookup = lookup;
    this.drifts = drifts;
  }

  /** A look's id names its stack, of which only the last look is kept. */
  private record DetectionId(UUID stack, UUID look) {

    private static final int UUID_LENGTH = 36;

    static DetectionId of(DriftLook look) {
      return new DetectionId(look.stack(), look.id());
    }

    static DetectionId parse(String text) {
      try {
        if (text.length() == 2 * UUID_LENGTH + 1) {
          return new DetectionId(
              UUID.fromString(text.substring(0, UUID_LENGTH)),
              UUID.fromString(text.substring(UUID_LENGTH + 1)));
        }
      } catch (IllegalArgumentException e) {
        throw unknown(text);
      }
      throw unknown(text);
    }

    static RefusedException unknown(String text) {
      return Refused.invalid(
          "StackDriftDetectionId [%s] does not exist: of each stack the last detection is kept."
              .formatted(text.length() > 100 ? text.substring(0, 100) + "…" : text));
    }

    @Override
    public String toString() {
      return stack + "-" + look;
    }
  }

  Fields detect(Form form, String project) {
    if (form.has("LogicalResourceIds")) {
      throw Refused.invalid(
          "LogicalResourceIds is not supported here: a detection is of the whole stack.");
    }
    return new Fields()
        .text(
            "StackDriftDetectionId",
            DetectionId.of(begin(lookup.changed(project, form.required("StackName")))).toString());
  }

  private DriftLook begin(StackRecord stack) {
    if (stack.status() == Status.IN_PROGRESS) {
      throw Refused.invalid(
          "Stack [%s] is in %s state: drift is detected when nothing is under way."
              .formatted(stack.name(), StatusWords.of(stack)));
    }
    return drifts.begin(stack.id());
  }

  Fields status(Form form, String project) {
    String text = form.required("StackDriftDetectionId");
    DetectionId id = DetectionId.parse(text);
    SeenStack stack =
        lookup.find(project, id.stack().toString()).orElseThrow(() -> DetectionId.unknown(text));
    DriftLook look =
        drifts
            .look(id.stack())
            .filter(last -> last.id().equals(id.look()))
            .orElseThrow(() -> DetectionId.unknown(text));
    Fields fields =
        new Fields()
            .text("StackId", StackLookup.arn(project, stack))
            .text("StackDriftDetectionId", text)
            .text("DetectionStatus", "DETECTION_" + look.status());
    if (look.status() == Status.COMPLETE) {
      List<ResourceDrift> found = drifts.found(id.stack());
      fields
          .text("StackDriftStatus", DriftWords.ofStack(found))
          .number(
              "DriftedStackResourceCount",
              found.stream().filter(each -> each.drift().found()).count());
    } else if (look.status() == Status.FAILED) {
      fields.text("DetectionStatusReason", Optional.of(look.reason()));
    }
    return fields.time("Timestamp", look.begunAt());
  }

  Fields resources(Form form, String project) {
    SeenStack stack = lookup.seen(project, form.required("StackName"));
    Set<String> states = new HashSet<>(form.texts("StackResourceDriftStatusFilters"));
    int size = form.number("MaxResults", 1, Page.SIZE).orElse(Page.SIZE);
    return Page.of(
            found(stack).stream()
                .filter(each -> states.isEmpty() || states.contains(each.drift().state().name()))
                .toList(),
            form,
            size)
        .put("StackResourceDrifts", each -> DriftWords.of(each, StackLookup.arn(project, stack)));
  }

  private List<ResourceDrift> found(SeenStack stack) {
    return drifts.found(stack.root().id()).stream()
        .filter(each -> stack.inside(each.path()).filter(DriftActions::isOwn).isPresent())
        .toList();
  }

  /** What lies deeper is the nested stack's. */
  private static boolean isOwn(String inside) {
    return !inside.isEmpty() && SeenStack.depth(inside) == 0;
  }

  /** Looks at the stack, waits for it, and tells of the one resource. */
  Fields resource(Form form, String project) {
    String named = form.required("StackName");
    String resource = form.required("LogicalResourceId");
    StackRecord root = lookup.changed(project, named);
    SeenStack stack = lookup.seen(project, named);
    DriftLook begun = begin(root);
    await(root, begun);
    return new Fields()
        .put(
            "StackResourceDrift",
            found(stack).stream()
                .filter(each -> stack.inside(each.path()).filter(resource::equals).isPresent())
                .findFirst()
                .map(each -> DriftWords.of(each, StackLookup.arn(project, stack)))
                .orElseThrow(() -> ResourceActions.unknown(resource, stack.name())));
  }

  private void await(StackRecord stack, DriftLook begun) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<DriftLook> look =
          drifts.look(stack.id()).filter(last -> last.id().equals(begun.id()));
      if (look.filter(last -> last.status() == Status.COMPLETE).isPresent()) {
        return;
      }
      if (look.isEmpty() || look.get().status() == Status.FAILED) {
        throw Refused.invalid(
            "Drift of %s could not be detected: ask again.".formatted(stack.name()));
      }
      if (System.nanoTime() > until) {
        throw Refused.invalid(
            ("The detection of %s takes longer than %d seconds: ask for its results with"
                    + " DescribeStackResourceDrifts.")
                .formatted(stack.name(), PATIENCE.toSeconds()));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Refused.invalid("The server stops: ask again.");
      }
    }
  }
}

package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.http.Shown;
import io.kiln.engine.convergence.ResourceDrift;
import io.kiln.engine.planning.Drift;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Drift in CloudFormation's words; what must not be shown is masked. */
final class DriftWords {

  private static final JsonMapper JSON = new JsonMapper();

  private DriftWords() {}

  /** How a whole stack is. */
  static String ofStack(List<ResourceDrift> found) {
    boolean drifted = found.stream().anyMatch(each -> each.drift().found());
    boolean checked = found.stream().anyMatch(each -> each.drift().state() == Drift.State.IN_SYNC);
    return drifted ? "DRIFTED" : checked ? "IN_SYNC" : "NOT_CHECKED";
  }

  /** One resource. */
  static Fields of(ResourceDrift found, String stackId) {
    Fields fields =
        new Fields()
            .text("StackId", stackId)
            .text("LogicalResourceId", found.path().substring(found.path().lastIndexOf('/') + 1))
            .text("PhysicalResourceId", found.physicalId())
            .text("ResourceType", found.type());
    List<Drift.Difference> differences = found.drift().differences();
    if (!differences.isEmpty()) {
      Map<String, @Nullable Object> expected = new LinkedHashMap<>();
      Map<String, @Nullable Object> actual = new LinkedHashMap<>();
      differences.forEach(
          difference -> {
            difference
                .expected()
                .ifPresent(value -> expected.put(difference.path(), Shown.masked(value)));
            difference
                .actual()
                .ifPresent(value -> actual.put(difference.path(), Shown.masked(value)));
          });
      fields
          .text("ExpectedProperties", JSON.writeValueAsString(expected))
          .text("ActualProperties", JSON.writeValueAsString(actual));
    }
    return fields
        .members("PropertyDifferences", differences, DriftWords::of)
        .text("StackResourceDriftStatus", found.drift().state().name())
        .text("DriftStatusReason", Optional.of(found.drift().reason()))
        .time("Timestamp", found.at());
  }

  private static Fields of(Drift.Difference difference) {
    return new Fields()
        .text("PropertyPath", "/" + difference.path().replace('.', '/'))
        .text("ExpectedValue", text(difference.expected()))
        .text("ActualValue", text(difference.actual()))
        .text("DifferenceType", difference.kind().name());
  }

  /** AWS's clients want both sides, be it that one has nothing. */
  private static String text(Optional<Value> value) {
    if (value.isEmpty()) {
      return "null";
    }
    return value.get() instanceof Value.Text && !value.get().sensitive()
        ? value.get().toString()
        : JSON.writeValueAsString(Shown.masked(value.get()));
  }
}

package io.kiln.api.v2;

import io.kiln.api.http.Uuids;
import io.kiln.api.repeat.Repetitions.Remembered;
import io.kiln.engine.convergence.OperationId;
import io.kiln.engine.convergence.plans.StoredPlans;
import io.kiln.engine.convergence.receipts.Receipts.Answer;
import io.kiln.engine.convergence.receipts.Receipts.Made;
import io.kiln.engine.reading.Operations;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Answers to requests that did their work and whose own answer was lost. */
final class RememberedAnswers implements Remembered {

  private final Operations operations;
  private final OperationViews views;
  private final StoredPlans plans;
  private final PlansController kept;
  private final JsonMapper json;

  RememberedAnswers(
      Operations operations,
      OperationViews views,
      StoredPlans plans,
      PlansController kept,
      JsonMapper json) {
    this.operations = operations;
    this.views = views;
    this.plans = plans;
    this.kept = kept;
    this.json = json;
  }

  @Override
  public Optional<Answer> of(String project, Made made) {
    return switch (made.kind()) {
      case Made.OPERATION ->
          OperationId.read(made.id())
              .flatMap(id -> operations.find(project, id))
              .map(views::accepted)
              .map(this::answer);
      case Made.PLAN ->
          Uuids.read(made.id())
              .flatMap(id -> plans.find(project, id))
              .map(kept::made)
              .map(this::answer);
      default -> Optional.empty();
    };
  }

  private Answer answer(ResponseEntity<?> entity) {
    Map<String, String> headers = new LinkedHashMap<>();
    entity.getHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    headers.put("Content-Type", "application/json");
    return new Answer(
        entity.getStatusCode().value(), headers, json.writeValueAsString(entity.getBody()));
  }
}

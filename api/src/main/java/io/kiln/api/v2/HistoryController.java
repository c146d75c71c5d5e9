package io.kiln.api.v2;

import io.kiln.api.heat.StackHistory;
import io.kiln.api.http.BadInputException;
import io.kiln.api.http.JsonBody;
import io.kiln.api.http.JsonObject;
import io.kiln.api.http.Query;
import io.kiln.engine.convergence.StackRecord;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A stack's revisions: who, when and what changed; and the way back to any of them. */
@RestController
@RequestMapping("/v2/{project}/stacks/{stack}")
final class HistoryController {

  /** Each entry costs a comparison of texts. */
  private static final int USUAL = 20;

  private final StackHistory history;
  private final JsonBody bodies;

  HistoryController(StackHistory history, JsonBody bodies) {
    this.history = history;
    this.bodies = bodies;
  }

  /** The newest first; {@code ?limit=} says how many. */
  @GetMapping("/revisions")
  RevisionView.Listed list(
      @PathVariable String project, @PathVariable String stack, HttpServletRequest request) {
    StackRecord found = history.stack(project, stack);
    int limit = new Query(request).number("limit").orElse(USUAL);
    return new RevisionView.Listed(
        found.name(),
        found.id().toString(),
        history.list(found, limit).stream()
            .map(entry -> RevisionView.of(found, entry.revision(), entry.changed()))
            .toList());
  }

  /** What one changed against the one before, or {@code ?against=} another. */
  @GetMapping("/revisions/{number}")
  RevisionView.Compared show(
      @PathVariable String project,
      @PathVariable String stack,
      @PathVariable String number,
      HttpServletRequest request) {
    StackRecord found = history.stack(project, stack);
    OptionalLong against =
        new Query(request)
            .text("against")
            .map(text -> OptionalLong.of(revision(text)))
            .orElse(OptionalLong.empty());
    return RevisionView.Compared.of(found, history.compare(found, revision(number), against));
  }

  /** What a roll-back started. */
  record Begun(String stack, String id, long revision, long to) {}

  /**
   * Goes to revision {@code to}, or without it to the last one before the present that was reached.
   * {@code ?dry_run=true} answers the plan and does nothing.
   */
  @PostMapping("/rollback")
  ResponseEntity<Object> rollBack(
      @PathVariable String project, @PathVariable String stack, HttpServletRequest request)
      throws IOException {
    StackRecord found = history.living(project, stack);
    JsonObject body = bodies.object(request);
    body.only("to");
    OptionalLong to =
        body.integer("to", 1, Integer.MAX_VALUE).map(OptionalLong::of).orElse(OptionalLong.empty());
    if (new Query(request).bool("dry_run", false)) {
      return ResponseEntity.ok(PlanView.of(history.planRollBack(found, to), Map.of()));
    }
    long goal = history.goal(found, to).number();
    StackRecord turned = history.rollBack(found, OptionalLong.of(goal));
    return ResponseEntity.status(HttpStatus.ACCEPTED)
        .body(new Begun(turned.name(), turned.id().toString(), turned.latestRevision(), goal));
  }

  private static long revision(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new BadInputException(
          "A revision is a number, not '%s'."
              .formatted(text.length() > 50 ? text.substring(0, 50) + "…" : text));
    }
  }
}

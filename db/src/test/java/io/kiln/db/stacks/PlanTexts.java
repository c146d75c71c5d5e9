package io.kiln.db.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.plans.StoredPlan;
import io.kiln.engine.convergence.plans.WrittenPlan;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Plan;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who holds on to the texts that plans and revisions share. */
record PlanTexts(PostgresStacks stacks, PostgresPlans plans, JdbcTemplate jdbc) {

  private static NewRevision revision(String text) {
    var source = new StackSource(text, "t", Map.of(), List.of(), Optional.empty(), Map.of());
    return new NewRevision(source, true, Optional.empty(), List.of(), "", "ada");
  }

  static StoredPlan plan(UUID stack, String text, Optional<Instant> expires) {
    UUID id = UUID.randomUUID();
    return new StoredPlan(
        id,
        "p",
        stack,
        "web",
        Optional.empty(),
        StoredPlan.Kind.UPDATE,
        OptionalLong.of(1),
        Optional.of(revision(text)),
        WrittenPlan.of(new Plan("web", Action.UPDATE, List.of(), 0, List.of()), id),
        Value.MapOf.EMPTY,
        "ada",
        Instant.parse("2026-01-01T00:00:00Z"),
        expires,
        OptionalLong.empty());
  }

  private int texts() {
    return Optional.ofNullable(jdbc.queryForObject("select count(*) from source", Integer.class))
        .orElse(-1);
  }

  void goWithTheLast() {
    UUID stack = stacks.create(UUID.randomUUID(), "p", "web", revision("shared")).id();
    StoredPlan shared = plan(stack, "shared", Optional.empty());
    StoredPlan own = plan(stack, "own", Optional.empty());
    plans.put(shared);
    plans.put(own);
    assertThat(texts()).isEqualTo(2);
    plans.remove(own.id());
    plans.remove(shared.id());
    assertThat(texts()).isEqualTo(1);
  }
}

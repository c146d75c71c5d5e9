package io.kiln.api.v2;

import io.kiln.engine.convergence.OperationId;
import io.kiln.engine.convergence.plans.StoredPlan;
import io.kiln.engine.planning.Plan;
import io.kiln.templates.model.StackSource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A kept plan.
 *
 * @param kind {@code create}, {@code update}, {@code patch}, {@code rollback} or {@code delete}
 * @param stack the stack's name
 * @param stackId the stack's, or the one that it will have
 * @param name what its stack calls it, when it is a change set
 * @param base the revision it was made of; null for a stack to be
 * @param hash of what it shows
 * @param state {@code ready}, {@code applied}, {@code stale} or {@code expired}
 * @param stale why it cannot be carried out, as far as that is known without making it anew
 * @param operation what came of it
 * @param plan its steps; null in lists
 */
record KeptPlanView(
    String id,
    String kind,
    String stack,
    String stackId,
    @Nullable String name,
    @Nullable Long base,
    String hash,
    String state,
    @Nullable String stale,
    String author,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable String operation,
    PlanView.Summary summary,
    @Nullable PlanView plan) {

  /**
   * A page of plans.
   *
   * @param next the cursor of the next page; null for the last
   */
  record Listed(List<KeptPlanView> plans, @Nullable String next) {}

  /**
   * What is seen of one.
   *
   * @param staleness why it cannot be carried out any more
   * @param whole whether with its steps
   */
  static KeptPlanView of(StoredPlan plan, Optional<String> staleness, Instant now, boolean whole) {
    Plan shown = plan.plan();
    boolean applied = plan.operation().isPresent();
    boolean expired = plan.expired(now);
    return new KeptPlanView(
        plan.id().toString(),
        plan.kind().name().toLowerCase(Locale.ROOT),
        plan.stackName(),
        plan.stack().toString(),
        plan.name().orElse(null),
        number(plan.base()),
        plan.hash(),
        applied ? "applied" : expired ? "expired" : staleness.isPresent() ? "stale" : "ready",
        applied ? null : staleness.orElse(null),
        plan.author(),
        plan.createdAt(),
        plan.expiresAt().orElse(null),
        plan.operation().map(OperationId::toString).orElse(null),
        PlanView.Summary.of(shown),
        whole ? PlanView.of(shown, texts(plan)) : null);
  }

  private static @Nullable Long number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  /** The texts that places in a plan are places of. */
  static Map<String, String> texts(StoredPlan plan) {
    return plan.revision().map(revision -> texts(revision.source())).orElseGet(Map::of);
  }

  private static Map<String, String> texts(StackSource source) {
    Map<String, String> texts = new LinkedHashMap<>(source.files());
    texts.put(source.templateName(), source.template());
    source.environment().ifPresent(text -> texts.put("environment", text));
    return texts;
  }
}

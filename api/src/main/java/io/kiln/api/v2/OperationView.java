package io.kiln.api.v2;

import io.kiln.engine.convergence.TraceParent;
import io.kiln.engine.reading.Operation;
import io.kiln.engine.reading.Progress;
import io.kiln.templates.source.SourceSpan;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that was begun, and what has become of it.
 *
 * @param kind {@code create}, {@code update}, {@code delete}, {@code rollback}, {@code repair}, …
 * @param stack the stack's name
 * @param state {@code running}, {@code succeeded}, {@code failed}, {@code superseded} or {@code
 *     cancelled}
 * @param cancelling whether it runs and was given up
 * @param wayBack how going back to the last good revision is, once it failed: {@code running},
 *     {@code complete} or {@code failed}
 * @param revision where it leads; null when nothing is to be left
 * @param plan the kept plan that it carries out
 * @param user who asked; {@code -} when the engine did
 * @param progress null in lists
 */
record OperationView(
    String id,
    String kind,
    String stack,
    String stackId,
    String state,
    boolean cancelling,
    @Nullable String wayBack,
    @Nullable Long revision,
    @Nullable String plan,
    String user,
    @Nullable String trace,
    Instant begunAt,
    @Nullable Instant endedAt,
    @Nullable Steps progress,
    @Nullable Failure error) {

  /**
   * A page of operations.
   *
   * @param next the cursor of the next page; null for the last
   */
  record Listed(List<OperationView> operations, @Nullable String next) {}

  /**
   * How far it is.
   *
   * @param done resources that are at their end
   * @param total null when nobody knows
   * @param waitsFor what is at work; some of it when there is much
   */
  record Steps(long done, @Nullable Long total, List<Part> waitsFor) {

    static Steps of(Progress progress) {
      return new Steps(
          progress.done(),
          number(progress.total()),
          progress.waitsFor().stream().map(Part::of).toList());
    }
  }

  /** A resource that is at work. */
  record Part(String resource, String type, String action, String reason) {

    static Part of(Progress.Part part) {
      return new Part(part.path(), part.type(), part.action().name(), part.reason());
    }
  }

  /**
   * Why it failed.
   *
   * @param reason the stack's
   * @param resource the first that failed; null when it was none
   * @param type of the resource
   * @param cause why the resource failed
   * @param at where the template of the root stack says what it is, or what it lies in
   */
  record Failure(
      String reason,
      @Nullable String resource,
      @Nullable String type,
      @Nullable String cause,
      PlanView.@Nullable Place at) {

    static Failure of(String reason, Progress.@Nullable Part failed, SourceSpan at) {
      return failed == null
          ? new Failure(reason, null, null, null, null)
          : new Failure(
              reason, failed.path(), failed.type(), failed.reason(), PlanView.Place.of(at));
    }
  }

  static OperationView of(Operation operation, @Nullable Steps progress, @Nullable Failure error) {
    return new OperationView(
        operation.begun().id().toString(),
        word(operation.begun().kind()),
        operation.begun().stackName(),
        operation.begun().id().stack().toString(),
        word(operation.state()),
        operation.isCancelling(),
        operation.way().map(OperationView::word).orElse(null),
        number(operation.begun().revision()),
        operation.begun().plan().map(UUID::toString).orElse(null),
        operation.begun().user(),
        operation.begun().trace().map(TraceParent::trace).orElse(null),
        operation.begun().begunAt(),
        operation.endedAt().orElse(null),
        progress,
        error);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Long number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}

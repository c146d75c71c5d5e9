package io.kiln.engine.planning;

import io.kiln.templates.model.ResourceRules.Restriction;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is to be done so that one resource is as wanted. */
sealed interface Decision {

  /** In a few words, for plans, events and logs. */
  String because();

  /**
   * What fails because the environment forbids it, in Heat's words (heat/engine/resource.py, {@code
   * _check_restricted_actions}).
   */
  default Optional<Failure> forbidden(Set<Restriction> restricted) {
    return switch (this) {
      case Update update when restricted.contains(Restriction.UPDATE) ->
          Optional.of(refused(update.row(), Restriction.UPDATE));
      case Replace replace when restricted.contains(Restriction.REPLACE) ->
          Optional.of(refused(replace.row(), Restriction.REPLACE));
      case Update _, Replace _, Create _, Keep _, Resume _, Wake _, Adopt _, Refuse _ ->
          Optional.empty();
    };
  }

  private static Failure refused(ResourceState row, Restriction restriction) {
    return new Failure(row.path(), Action.UPDATE, refusal(restriction));
  }

  /** Heat's words. */
  static String refusal(Restriction restriction) {
    return "%s is restricted for resource.".formatted(restriction.written());
  }

  /** There is nothing to go on from. */
  record Create(String because) implements Decision {}

  /** The row is as wanted. */
  record Keep(ResourceState row) implements Decision {
    @Override
    public String because() {
      return "unchanged";
    }
  }

  /** The step that was under way for the row is still the right one. */
  record Resume(ResourceState row) implements Decision {
    @Override
    public String because() {
      return "going on where it was interrupted";
    }
  }

  /** The row rests, or nearly so: it is to work again before anything else is decided about it. */
  record Wake(ResourceState row, List<Change> changes, String because) implements Decision {}

  /** The row can be changed in place. */
  record Update(ResourceState row, List<Change> changes, String because) implements Decision {}

  /** The row cannot become what is wanted: another takes its place. */
  record Replace(ResourceState row, List<Change> changes, String because) implements Decision {}

  /** A thing that was there before stands for the resource: it is looked at. */
  record Adopt(Optional<ResourceState> row, String externalId, String because)
      implements Decision {}

  /** The row must not change this way. */
  record Refuse(ResourceState row, List<Change> changes, String because) implements Decision {}
}

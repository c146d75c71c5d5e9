package io.kiln.engine.planning;

import java.util.List;

/** What is to be done so that one resource is as wanted. */
sealed interface Decision {

  /** In a few words, for plans, events and logs. */
  String because();

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

  /** The row must not change this way. */
  record Refuse(ResourceState row, List<Change> changes, String because) implements Decision {}
}

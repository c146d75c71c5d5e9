package io.kiln.api.cfn.changeset;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where change sets are kept. They go with their stack. */
public interface ChangeSets {

  /**
   * Keeps a new one.
   *
   * @return false when its stack has another one of that name
   */
  boolean put(ChangeSet set);

  /** By its id. */
  Optional<ChangeSet> find(String project, UUID id);

  /** All of a stack, the oldest first. */
  List<ChangeSet> of(String project, UUID stack);

  /** Those of stacks to be that wait to be executed or cannot be, the oldest first. */
  List<ChangeSet> reviews(String project);

  /**
   * Says that it is being executed, once.
   *
   * @param revision what will come of it
   * @return false when somebody else was first, or it is gone
   */
  boolean take(UUID id, long revision);

  /** Takes that back: nothing came of it. */
  void release(UUID id);

  /** Forgets it. */
  void remove(UUID id);
}

package io.kiln.api.boot;

import io.kiln.api.cfn.changeset.ChangeSet;
import io.kiln.api.cfn.changeset.ChangeSetDocument;
import io.kiln.api.cfn.changeset.ChangeSets;
import io.kiln.engine.convergence.Stacks;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;

/** Change sets that nobody keeps, through the very document a database would hold. */
final class ChangeSetsInMemory implements ChangeSets {

  private final Stacks stacks;
  private final Map<UUID, ChangeSet> all = new LinkedHashMap<>();

  ChangeSetsInMemory(Stacks stacks) {
    this.stacks = stacks;
  }

  @Override
  public synchronized boolean put(ChangeSet set) {
    if (!fitting(other -> other.stack().equals(set.stack()) && other.name().equals(set.name()))
        .isEmpty()) {
      return false;
    }
    all.put(set.id(), executed(set, OptionalLong.empty()));
    return true;
  }

  private static ChangeSet executed(ChangeSet set, OptionalLong revision) {
    return ChangeSetDocument.set(
        new ChangeSetDocument.Head(
            set.id(), set.project(), set.stack(), set.stackName(), set.name(), set.createdAt()),
        ChangeSetDocument.of(set),
        set.base(),
        revision);
  }

  private synchronized List<ChangeSet> fitting(Predicate<ChangeSet> wanted) {
    return all.values().stream()
        .filter(wanted)
        .sorted(Comparator.comparing(ChangeSet::createdAt))
        .toList();
  }

  @Override
  public Optional<ChangeSet> find(String project, UUID id) {
    return fitting(set -> set.project().equals(project) && set.id().equals(id)).stream()
        .findFirst();
  }

  @Override
  public List<ChangeSet> of(String project, UUID stack) {
    return fitting(set -> set.project().equals(project) && set.stack().equals(stack));
  }

  @Override
  public List<ChangeSet> reviews(String project) {
    return fitting(
        set ->
            set.project().equals(project)
                && set.creates()
                && set.executed().isEmpty()
                && stacks.find(project, set.stack().toString()).isEmpty());
  }

  @Override
  public synchronized boolean take(UUID id, long revision) {
    ChangeSet set = all.get(id);
    if (set == null || set.executed().isPresent()) {
      return false;
    }
    all.put(id, executed(set, OptionalLong.of(revision)));
    return true;
  }

  @Override
  public synchronized void release(UUID id) {
    all.computeIfPresent(id, (_, set) -> executed(set, OptionalLong.empty()));
  }

  @Override
  public synchronized void remove(UUID id) {
    all.remove(id);
  }
}

package io.kiln.api.boot;

import io.kiln.api.cfn.changeset.ChangeSet;
import io.kiln.api.cfn.changeset.ChangeSetDocument;
import io.kiln.api.cfn.changeset.ChangeSets;
import io.kiln.db.cfn.ChangeSetRow;
import io.kiln.db.cfn.ChangeSetStore;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Change sets in the database, each as one document. */
record KeptChangeSets(ChangeSetStore store) implements ChangeSets {

  @Override
  public boolean put(ChangeSet set) {
    return store.put(
        new ChangeSetRow(
            set.id(),
            set.project(),
            set.stack(),
            set.stackName(),
            set.name(),
            set.base(),
            set.executed(),
            ChangeSetDocument.of(set),
            set.createdAt()));
  }

  @Override
  public Optional<ChangeSet> find(String project, UUID id) {
    return store.find(project, id).map(KeptChangeSets::set);
  }

  @Override
  public List<ChangeSet> of(String project, UUID stack) {
    return store.of(project, stack).stream().map(KeptChangeSets::set).toList();
  }

  @Override
  public List<ChangeSet> reviews(String project) {
    return store.reviews(project).stream().map(KeptChangeSets::set).toList();
  }

  @Override
  public boolean take(UUID id, long revision) {
    return store.take(id, revision);
  }

  @Override
  public void release(UUID id) {
    store.release(id);
  }

  @Override
  public void remove(UUID id) {
    store.remove(id);
  }

  private static ChangeSet set(ChangeSetRow row) {
    return ChangeSetDocument.set(
        new ChangeSetDocument.Head(
            row.id(), row.project(), row.stack(), row.stackName(), row.name(), row.createdAt()),
        row.document(),
        row.base(),
        row.executed());
  }
}

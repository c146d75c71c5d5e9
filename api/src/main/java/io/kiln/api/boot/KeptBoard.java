package io.kiln.api.boot;

import io.kiln.db.configs.SoftwareDeploymentStore;
import io.kiln.resources.software.DeploymentBoard;
import java.util.UUID;

/** The deployments of stacks in the database, where Heat's API finds them beside clients' own. */
record KeptBoard(SoftwareDeploymentStore store) implements DeploymentBoard {

  @Override
  public void post(Key key, Posting posting) {
    store.post(
        KeptSoftware.row(Posted.config(key, posting)),
        KeptSoftware.row(Posted.deployment(key, posting)),
        key.fence());
  }

  @Override
  public void end(Key key, Outcome outcome) {
    store.end(
        key.project(),
        UUID.fromString(key.stack()),
        UUID.fromString(key.id()),
        key.fence(),
        row ->
            row.ended(Posted.status(outcome), outcome.reason(), outcome.outputs(), outcome.at()));
  }

  @Override
  public void remove(Key key) {
    store.remove(
        key.project(), UUID.fromString(key.stack()), UUID.fromString(key.id()), key.fence());
  }
}

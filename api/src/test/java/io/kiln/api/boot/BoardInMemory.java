package io.kiln.api.boot;

import io.kiln.api.software.KeptDeployment;
import io.kiln.resources.software.DeploymentBoard;
import java.util.Optional;
import java.util.UUID;

/** The board of a server that is tested. */
record BoardInMemory(SoftwareInMemory store) implements DeploymentBoard {

  @Override
  public void post(Key key, Posting posting) {
    remove(key);
    store.put(Posted.config(key, posting));
    store.put(Posted.deployment(key, posting));
  }

  @Override
  public void end(Key key, Outcome outcome) {
    store
        .deployment(key.project(), UUID.fromString(key.id()))
        .ifPresent(
            row ->
                store.put(
                    new KeptDeployment(
                        row.project(),
                        row.id(),
                        row.server(),
                        row.config(),
                        row.action(),
                        Optional.of(Posted.status(outcome)),
                        Optional.of(outcome.reason()),
                        row.userProject(),
                        row.inputs(),
                        outcome.outputs(),
                        row.createdAt(),
                        Optional.of(outcome.at()),
                        row.owner())));
  }

  @Override
  public void remove(Key key) {
    UUID id = UUID.fromString(key.id());
    Optional<KeptDeployment> before = store.deployment(key.project(), id);
    store.forgetDeployment(key.project(), id);
    before.ifPresent(row -> store.forgetConfig(key.project(), row.config()));
  }
}

package io.kiln.api.boot;

import io.kiln.db.configs.SoftwareConfigRow;
import io.kiln.db.configs.SoftwareDeploymentRow;
import io.kiln.db.configs.SoftwareDeploymentStore;
import io.kiln.resources.software.DeploymentBoard;
import io.kiln.templates.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The deployments of stacks in the database, where Heat's API finds them beside clients' own. */
record KeptBoard(SoftwareDeploymentStore store) implements DeploymentBoard {

  @Override
  public void post(Key key, Posting posting) {
    store.post(
        new SoftwareConfigRow(
            key.project(),
            posting.config(),
            posting.name(),
            posting.group(),
            posting.document(),
            posting.at()),
        new SoftwareDeploymentRow(
            key.project(),
            UUID.fromString(key.id()),
            posting.server(),
            posting.config(),
            Optional.of(posting.action()),
            Optional.of(BoardWords.status(posting)),
            Optional.of(BoardWords.reason(posting)),
            Optional.empty(),
            Value.map(Map.of("inputs", posting.inputValues(), "outputs", Value.nothing())),
            posting.at(),
            Optional.empty(),
            Optional.of(new SoftwareDeploymentRow.Owner(UUID.fromString(key.stack()), key.path()))),
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
            row.ended(
                BoardWords.status(outcome), outcome.reason(), outcome.outputs(), outcome.at()));
  }

  @Override
  public void remove(Key key) {
    store.remove(
        key.project(), UUID.fromString(key.stack()), UUID.fromString(key.id()), key.fence());
  }
}

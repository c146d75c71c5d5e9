package io.kiln.db.cfn;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.db.TestDatabase;
import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.SecretKeys;
import io.kiln.db.stacks.PostgresStacks;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

final class SettingStoreTest {

  private static final Value.MapOf DOCUMENT =
      Value.map(
          Map.of(
              "text",
              Value.text("a password"),
              "list",
              Value.list(List.of(Value.number(7), Value.bool(true), Value.nothing()))));

  private final DataSource database = TestDatabase.empty();
  private final SecretBox box = SecretKeys.fromText(SecretKeys.newKey());
  private final SettingStore settings = new SettingStore(database, box);
  private final PostgresStacks stacks = new PostgresStacks(database, box, UUID::randomUUID);

  private void make(UUID stack) {
    var source = new StackSource("", "template", Map.of(), List.of(), Optional.empty(), Map.of());
    stacks.create(
        stack,
        "blue",
        "web",
        new NewRevision(source, true, Optional.empty(), List.of(), "", "blue"));
  }

  @Test
  void whatIsSaidOfAStackGoesWithIt() {
    UUID stack = UUID.randomUUID();
    settings.change(stack, new SettingRow(false, Optional.empty(), DOCUMENT), row -> row);
    make(stack);

    new JdbcTemplate(database).update("delete from stack where id = ?", stack);

    assertThat(settings.of(List.of(stack))).isEmpty();
  }

  @Test
  void settingsChangeOnTopOfWhatWasSaidBefore() {
    UUID stack = UUID.randomUUID();
    var none = new SettingRow(false, Optional.empty(), Value.MapOf.EMPTY);

    settings.change(stack, none, row -> new SettingRow(true, row.policy(), DOCUMENT));
    settings.change(
        stack,
        none,
        row -> new SettingRow(row.terminationProtection(), Optional.of("{}"), row.facts()));

    assertThat(settings.of(List.of(stack, UUID.randomUUID())))
        .isEqualTo(Map.of(stack, new SettingRow(true, Optional.of("{}"), DOCUMENT)));
    settings.forget(stack);
    assertThat(settings.of(List.of(stack))).isEmpty();
  }
}

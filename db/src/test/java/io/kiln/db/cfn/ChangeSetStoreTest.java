package io.kiln.db.cfn;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.db.TestDatabase;
import io.kiln.db.secret.SecretBox;
import io.kiln.db.secret.SecretKeys;
import io.kiln.db.stacks.PostgresStacks;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

final class ChangeSetStoreTest {

  private static final Value.MapOf DOCUMENT =
      Value.map(
          Map.of(
              "text",
              Value.text("a password"),
              "list",
              Value.list(List.of(Value.number(7), Value.bool(true), Value.nothing()))));

  private final DataSource database = TestDatabase.empty();
  private final SecretBox box = SecretKeys.fromText(SecretKeys.newKey());
  private final ChangeSetStore sets = new ChangeSetStore(database, box);
  private final SettingStore settings = new SettingStore(database, box);
  private final PostgresStacks stacks = new PostgresStacks(database, box, UUID::randomUUID);

  private static ChangeSetRow set(UUID stack, String name, OptionalLong base) {
    return new ChangeSetRow(
        UUID.randomUUID(),
        "blue",
        stack,
        "web",
        name,
        base,
        OptionalLong.empty(),
        DOCUMENT,
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  private void make(UUID stack) {
    var source = new StackSource("", "template", Map.of(), List.of(), Optional.empty(), Map.of());
    stacks.create(
        stack,
        "blue",
        "web",
        new NewRevision(source, true, Optional.empty(), List.of(), "", "blue"));
  }

  @Test
  void aChangeSetComesBackAsItWasAndIsNotStoredInClear() {
    ChangeSetRow set = set(UUID.randomUUID(), "first", OptionalLong.of(3));

    assertThat(sets.put(set)).isTrue();

    ChangeSetRow kept = sets.find("blue", set.id()).orElseThrow();
    assertThat(kept).isEqualTo(set);
    assertThat(kept.document().get("text").toString()).isEqualTo("a password");
    assertThat(sets.find("green", set.id())).isEmpty();
    assertThat(sets.of("green", set.stack())).isEmpty();
    assertThat(
            new JdbcTemplate(database)
                .queryForObject(
                    "select document from change_set where id = ?", String.class, set.id()))
        .doesNotContain("password");
  }

  @Test
  void aNameIsTakenOncePerStack() {
    ChangeSetRow first = set(UUID.randomUUID(), "same", OptionalLong.empty());

    assertThat(sets.put(first)).isTrue();
    assertThat(sets.put(set(first.stack(), "same", OptionalLong.empty()))).isFalse();
    assertThat(sets.put(set(UUID.randomUUID(), "same", OptionalLong.empty()))).isTrue();
  }

  @Test
  void aChangeSetIsTakenOnceUnlessItIsGivenBack() {
    ChangeSetRow set = set(UUID.randomUUID(), "once", OptionalLong.of(1));
    sets.put(set);

    assertThat(sets.take(set.id(), 2)).isTrue();
    assertThat(sets.take(set.id(), 2)).isFalse();
    assertThat(sets.find("blue", set.id()).orElseThrow().executed()).hasValue(2);
    sets.release(set.id());
    assertThat(sets.take(set.id(), 2)).isTrue();
  }

  @Test
  void aStackIsInReviewUntilItIsThere() {
    UUID stack = UUID.randomUUID();
    sets.put(set(stack, "first", OptionalLong.empty()));

    assertThat(sets.reviews("blue")).extracting(ChangeSetRow::stack).contains(stack);
    assertThat(sets.reviews("green")).isEmpty();
    make(stack);
    assertThat(sets.reviews("blue")).extracting(ChangeSetRow::stack).doesNotContain(stack);
  }

  @Test
  void whatIsSaidOfAStackGoesWithIt() {
    UUID stack = UUID.randomUUID();
    settings.change(stack, new SettingRow(false, Optional.empty(), DOCUMENT), row -> row);
    make(stack);
    sets.put(set(stack, "second", OptionalLong.of(1)));

    new JdbcTemplate(database).update("delete from stack where id = ?", stack);

    assertThat(sets.of("blue", stack)).isEmpty();
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

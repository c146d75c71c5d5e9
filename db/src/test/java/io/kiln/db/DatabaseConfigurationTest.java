package io.kiln.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.db.secret.SecretKeys;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.convergence.Trees;
import io.kiln.templates.model.StackSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

final class DatabaseConfigurationTest {

  @TempDir private Path data;

  private static AnnotationConfigApplicationContext context(DatabaseSettings settings) {
    var context = new AnnotationConfigApplicationContext();
    context.registerBean(DatabaseSettings.class, () -> settings);
    context.register(DatabaseConfiguration.class);
    context.refresh();
    return context;
  }

  @Test
  void stacksOutliveARestartOfTheServerAndItsOwnDatabase() {
    UUID id = UUID.randomUUID();
    try (var first = context(DatabaseSettings.embedded(data))) {
      first.getBean(Stacks.class).create(id, "demo", "web", revision());
      assertThat(first.getBean(Trees.class)).isNotNull();
    }
    try (var second = context(DatabaseSettings.embedded(data))) {
      Stacks stacks = second.getBean(Stacks.class);
      assertThat(stacks.list("demo", StackQuery.ALL)).hasSize(1);
      assertThat(stacks.source(id, 1)).isEqualTo(revision().source());
    }
  }

  @Test
  void aServerWithoutTheKeyOfTheDatabaseSaysSoAtItsStart() throws Exception {
    context(DatabaseSettings.embedded(data)).close();
    Files.delete(data.resolve("secret.key"));

    assertThatThrownBy(() -> context(DatabaseSettings.embedded(data)).close())
        .hasStackTraceContaining("Give it those keys too (KILN_SECRET_KEY");
  }

  @Test
  void whoIsFrozenInMidTransactionLosesItsLocks() throws SQLException {
    try (var context = context(DatabaseSettings.embedded(data));
        Connection frozen = context.getBean(DataSource.class).getConnection();
        Connection other = context.getBean(DataSource.class).getConnection()) {
      frozen.setAutoCommit(false);
      assertThat(frozen.createStatement().execute("select pg_advisory_xact_lock(1)")).isTrue();

      // Waits for the lock, for ever if need be; the driver's own deadline is a minute.
      assertThat(other.createStatement().execute("select pg_advisory_lock(1)")).isTrue();
      assertThatThrownBy(() -> frozen.createStatement().execute("select 1"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void settingsShowNeitherPasswordsNorKeys() {
    var settings =
        new DatabaseSettings(
            data,
            Optional.of("jdbc:postgresql://db/kiln?password=hunter2"),
            Optional.of("kiln"),
            Optional.of("hunter2"),
            Optional.of(SecretKeys.newKey()),
            DatabaseSettings.POOL_SIZE);

    assertThat(settings).asString().doesNotContain("hunter2", settings.secretKey().orElseThrow());
    assertThatThrownBy(
            () ->
                new DatabaseSettings(
                    data,
                    Optional.of("jdbc:mysql://root:hunter2@db/kiln"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    1))
        .hasMessageContaining("must start with jdbc:postgresql:")
        .hasMessageNotContaining("hunter2");
  }

  private static NewRevision revision() {
    return new NewRevision(
        new StackSource(
            "heat_template_version: wallaby",
            "stack.yaml",
            Map.of(),
            List.of(),
            Optional.empty(),
            Map.of()),
        false,
        Optional.empty(),
        List.of(),
        "",
        "ada");
  }
}

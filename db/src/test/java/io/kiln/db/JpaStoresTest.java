package io.kiln.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.db.configs.SoftwareConfigRow;
import io.kiln.db.configs.SoftwareConfigStore;
import io.kiln.db.hosts.HostRow;
import io.kiln.db.hosts.HostStore;
import io.kiln.db.secret.SecretKeys;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

final class JpaStoresTest {

  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
  private static final JpaStores STORES =
      new JpaStores(TestDatabase.empty(), SecretKeys.fromText(SecretKeys.newKey()));

  private final JdbcClient jdbc = JdbcClient.create(TestDatabase.empty());
  private final HostStore hosts = STORES.hosts();
  private final SoftwareConfigStore configs = STORES.softwareConfigs();

  @AfterAll
  static void stop() {
    STORES.close();
  }

  private static HostRow host(String name, String role) {
    return new HostRow(
        name,
        Optional.of(role),
        Optional.of("http://10.0.0.1:8010"),
        "10.0.0.1",
        "docker",
        "20.10.24",
        NOON,
        Optional.empty());
  }

  @Test
  void aHostThatJoinsAgainIsOverwrittenButKeepsItsFirstDay() {
    HostRow first = host("node-1", "compute");
    assertThat(hosts.join(first)).isEqualTo(first);
    var again =
        new HostRow(
            "node-1",
            Optional.empty(),
            Optional.empty(),
            "10.0.0.2",
            "simulated",
            "",
            NOON.plusSeconds(9),
            Optional.of(NOON.plusSeconds(9)));
    hosts.join(again);

    assertThat(hosts.find("node-1"))
        .contains(
            new HostRow(
                "node-1",
                Optional.empty(),
                Optional.empty(),
                "10.0.0.2",
                "simulated",
                "",
                NOON,
                Optional.of(NOON.plusSeconds(9))));
    assertThat(hosts.find("node-2")).isEmpty();
  }

  @Test
  void hostsAreListedByNameAndRole() {
    hosts.join(host("b", "compute"));
    hosts.join(host("a", "compute"));
    hosts.join(host("c", "controller"));

    assertThat(hosts.all()).extracting(HostRow::name).containsExactly("a", "b", "c");
    assertThat(hosts.byRole("compute")).extracting(HostRow::name).containsExactly("a", "b");
    assertThat(hosts.byRole("storage")).isEmpty();
  }

  @Test
  void aHostIsSeenAndForgotten() {
    hosts.join(host("a", "compute"));
    assertThat(hosts.seen("a", NOON.plusSeconds(5))).isTrue();
    assertThat(hosts.seen("nobody", NOON)).isFalse();

    assertThat(hosts.find("a").orElseThrow().lastSeen()).contains(NOON.plusSeconds(5));
    assertThat(hosts.remove("a")).isTrue();
    assertThat(hosts.remove("a")).isFalse();
    assertThat(hosts.all()).isEmpty();
  }

  @Test
  void aSoftwareConfigIsWrittenOnceAndNeverInClear() {
    SoftwareConfigRow config = config("demo", "echo hunter2");
    configs.put(config);
    configs.put(config("demo", "something else"));

    assertThat(configs.find("demo", "id-1")).contains(config);
    assertThat(configs.find("other", "id-1")).isEmpty();
    assertThat(
            jdbc.sql("select document from software_config")
                .query((row, _) -> row.getString(1))
                .single())
        .doesNotContain("hunter2");
    assertThat(config).asString().doesNotContain("hunter2");
  }

  @Test
  void aSoftwareConfigIsDeletedOnlyInItsProject() {
    configs.put(config("demo", "echo"));
    configs.put(config("other", "echo"));
    configs.delete("demo", "id-1");
    configs.delete("demo", "id-1");

    assertThat(configs.find("demo", "id-1")).isEmpty();
    assertThat(configs.find("other", "id-1")).isPresent();
  }

  private static SoftwareConfigRow config(String project, String text) {
    return new SoftwareConfigRow(
        project, "id-1", "name", "script", Value.map(Map.of("config", Value.text(text))), NOON);
  }
}

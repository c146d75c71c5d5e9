package io.kiln.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.db.configs.SoftwareConfigRow;
import io.kiln.db.configs.SoftwareConfigStore;
import io.kiln.db.hosts.HostRow;
import io.kiln.db.hosts.HostStore;
import io.kiln.db.secret.SecretKeys;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
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
    assertThat(hosts.join(first, NOON)).contains(first);
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
    hosts.join(again, NOON);

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
  void manyJoinsOfANewHostAtOnceAllSucceed() {
    List<Optional<HostRow>> joined =
        IntStream.range(0, 12)
            .mapToObj(
                _ -> CompletableFuture.supplyAsync(() -> hosts.join(host("new", "compute"), NOON)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(joined).containsOnly(Optional.of(host("new", "compute")));
    assertThat(hosts.remove("new")).isTrue();
  }

  @Test
  void aHostThatIsSeenIsNotReplacedByOneAtAnotherUrl() {
    hosts.join(at("taken", "http://127.0.0.1:1", NOON), NOON);

    assertThat(hosts.join(at("taken", "http://127.0.0.1:2", NOON), NOON.minusSeconds(1))).isEmpty();
    assertThat(hosts.join(at("taken", "http://127.0.0.1:1", NOON), NOON.minusSeconds(1)))
        .isPresent();
    assertThat(hosts.join(at("taken", "http://127.0.0.1:2", NOON), NOON)).isPresent();
    assertThat(hosts.find("taken").orElseThrow().url()).contains("http://127.0.0.1:2");
    hosts.remove("taken");
  }

  private static HostRow at(String name, String url, Instant seen) {
    return new HostRow(
        name, Optional.empty(), Optional.of(url), "", "docker", "", NOON, Optional.of(seen));
  }

  @Test
  void hostsAreListedByNameAndRole() {
    hosts.join(host("b", "compute"), NOON);
    hosts.join(host("a", "compute"), NOON);
    hosts.join(host("c", "controller"), NOON);

    assertThat(hosts.all()).extracting(HostRow::name).containsExactly("a", "b", "c");
    assertThat(hosts.byRole("compute")).extracting(HostRow::name).containsExactly("a", "b");
    assertThat(hosts.byRole("storage")).isEmpty();
  }

  @Test
  void aHostIsSeenAndForgotten() {
    hosts.join(host("a", "compute"), NOON);
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

package io.kiln.api.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.hosts.HostRegistry;
import io.kiln.api.hosts.JoinedHost;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostsOfOneDatabaseTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aServerThatStartsAgainTellsTheOthersWhereItsAgentListensNow() {
    var shared = new HostsInMemory();
    var before = new HostRegistry(shared, () -> NOW);
    before.announce(local("http://127.0.0.1:1001"));
    var after = new HostRegistry(shared, () -> NOW.plusSeconds(2));
    after.announce(local("http://127.0.0.1:1002"));
    assertThat(after.joined("local").map(JoinedHost::url)).contains("http://127.0.0.1:1002");
  }

  private static JoinedHost local(String url) {
    return new JoinedHost("local", Optional.empty(), url, "127.0.0.1", "simulated", "1", NOW, NOW);
  }
}

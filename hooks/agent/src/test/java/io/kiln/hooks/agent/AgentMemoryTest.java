package io.kiln.hooks.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.Fence;
import io.kiln.hooks.protocol.Identity;
import io.kiln.hooks.protocol.ImagePull;
import io.kiln.hooks.protocol.Isolation;
import io.kiln.hooks.protocol.Operation;
import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.hooks.protocol.Result;
import io.kiln.hooks.protocol.Storage;
import io.kiln.hooks.protocol.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent keeps on disk, and what its policy refuses. */
final class AgentMemoryTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final ContainerSpec SPEC =
      ContainerSpec.of(new Identity("s", "cloud", "web", "r"), "web", "web:1");

  @TempDir Path data;

  @Test
  void whatIsNotFinalIsThereAfterARestartAndWhatIsFinalHasLostItsSecrets() throws IOException {
    OperationStore store = new OperationStore(data);
    OperationRecord open = accepted("open");
    store.put(open, operation("open").work());
    store.put(finished("closed", NOW), operation("closed").work());
    OperationStore later = new OperationStore(data);
    assertThat(later.unfinished()).containsExactly(open);
    assertThat(later.find("closed").orElseThrow().work()).isEmpty();
    assertThat(later.find("never")).isEmpty();
  }

  @Test
  void aDamagedRecordIsPutAsideAndCountsAsNeverSeen() throws IOException {
    OperationStore store = new OperationStore(data);
    store.put(finished("t", NOW), operation("t").work());
    Path file = onlyFile(data.resolve("operations"));
    Files.writeString(file, Files.readString(file).replace("sha256:x", "sha256:y"));
    assertThat(new OperationStore(data).find("t")).isEmpty();
    assertThat(data.resolve("damaged")).isNotEmptyDirectory();
  }

  @Test
  void aHalfWrittenFileIsDropped() throws IOException {
    Files.createDirectories(data.resolve("operations"));
    Files.writeString(data.resolve("operations/.new-123"), "half");
    assertThat(new OperationStore(data).unfinished()).isEmpty();
    assertThat(data.resolve("operations")).isEmptyDirectory();
  }

  @Test
  void oldResultsAreForgottenButNeverWhatIsNotFinal() throws IOException {
    OperationStore store = new OperationStore(data);
    store.put(finished("old", NOW.minus(Duration.ofDays(8))), operation("old").work());
    store.put(finished("young", NOW.minus(Duration.ofDays(6))), operation("young").work());
    store.put(
        OperationRecord.accepted(operation("open"), NOW.minus(Duration.ofDays(100))),
        operation("open").work());
    store.prune(NOW);
    assertThat(store.find("old")).isEmpty();
    assertThat(store.find("young")).isPresent();
    assertThat(store.unfinished()).hasSize(1);
    assertThat(new OperationStore(data).find("old")).isEmpty();
  }

  @Test
  void aFenceOnlyRises() throws IOException {
    Fences fences = new Fences(data);
    assertThat(fences.pass(new Fence("a", 5))).isEmpty();
    assertThat(fences.pass(new Fence("a", 5))).isEmpty();
    assertThat(fences.pass(new Fence("b", 1))).isEmpty();
    assertThat(fences.pass(new Fence("a", 4))).contains(5L);
    Fences later = new Fences(data);
    assertThat(later.pass(new Fence("a", 4))).contains(5L);
    assertThat(later.pass(new Fence("a", 6))).isEmpty();
  }

  @Test
  void damagedFencesStopTheAgentInsteadOfLettingAnybodyPass() throws IOException {
    new Fences(data).pass(new Fence("a", 5));
    Files.writeString(data.resolve("fences"), "0\n{}");
    assertThatThrownBy(() -> new Fences(data)).hasMessageContaining("damaged");
  }

  @Test
  void onlyItsOwnerReadsWhatTheAgentKeeps() throws IOException {
    OperationStore store = new OperationStore(data);
    store.put(accepted("t"), operation("t").work());
    assertThat(Files.getPosixFilePermissions(onlyFile(data.resolve("operations"))))
        .extracting(Enum::name)
        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
  }

  @Test
  void thePolicyGuardsTheAgentsMemoryThroughLinksAndDots() throws IOException {
    AgentPolicy policy = AgentPolicy.permissive(data);
    Path link = Files.createTempDirectory("kiln-policy").resolve("link");
    Files.createSymbolicLink(link, data);
    for (String source :
        List.of(data + "", data + "/operations", data + "/../" + data.getFileName(), link + "/x")) {
      assertThat(policy.refusal(SPEC.withStorage(Storage.of(List.of(source + ":/x")))))
          .as(source)
          .isPresent();
    }
    assertThat(policy.refusal(SPEC.withStorage(Storage.of(List.of("/etc:/x", "data:/y")))))
        .isEmpty();
    Files.delete(link);
  }

  @Test
  void aStrictPolicyRefusesWhatReachesTheHost() {
    AgentPolicy strict = new AgentPolicy(false, false, List.of(Path.of("/var/run/docker.sock")));
    assertThat(strict.refusal(SPEC)).isEmpty();
    assertThat(strict.refusal(SPEC.withIsolation(isolation(true, Optional.empty()))))
        .contains("container web is privileged, which the policy of this host forbids");
    assertThat(strict.refusal(SPEC.withIsolation(isolation(false, Optional.of("host")))))
        .contains(
            "container web shares a namespace with the host, which the policy of this host"
                + " forbids");
    assertThat(
            strict.refusal(
                SPEC.withStorage(Storage.of(List.of("/var/run/docker.sock:/docker.sock")))))
        .isPresent();
  }

  @Test
  void environmentFilesAreReadAsDockerReadsThemAndTheSpecWins() throws IOException {
    Path file = Files.writeString(data.resolve("env"), "# note\n\nA=1\nB=x=y\nC=file\nbroken\n");
    EnvFiles env =
        EnvFiles.read(
            new io.kiln.hooks.protocol.ContainerProcess(
                List.of(),
                List.of(),
                Optional.empty(),
                Map.of("C", "spec"),
                List.of(file.toString()),
                Optional.empty(),
                false));
    assertThat(env.env()).isEqualTo(Map.of("A", "1", "B", "x=y", "C", "spec"));
    assertThat(env.filesHash()).hasSize(64);
  }

  private static OperationRecord accepted(String token) {
    return OperationRecord.accepted(operation(token), NOW);
  }

  private static OperationRecord finished(String token, Instant at) {
    return accepted(token)
        .finished(OperationStatus.done(token, new Result.Pulled("web:1", "sha256:x", true)), at);
  }

  private static Operation operation(String token) {
    return new Operation(
        token, new Fence("tree", 1), new Work.PullImage("web:1", ImagePull.MISSING));
  }

  private static Isolation isolation(boolean privileged, Optional<String> pid) {
    return new Isolation(
        privileged,
        List.of(),
        List.of(),
        List.of(),
        pid,
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }
}

package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.it.harness.Docker;
import io.kiln.it.harness.Docker.Seen;
import io.kiln.it.harness.Engine;
import io.kiln.it.harness.Eventually;
import io.kiln.it.harness.Server;
import io.kiln.it.harness.Site;
import io.kiln.it.harness.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * kill -9 of the whole server, with its worker and its agent, at random moments.
 *
 * <p>{@code -Dkiln.kills=20} tries more than the normal build does.
 */
class KilledServerIT {

  private static final int ROUNDS = Integer.getInteger("kiln.kills", 12);
  private static final int CONTAINERS = 10;

  @Test
  @SuppressWarnings("SystemOut") // A seed that is not printed cannot be tried again.
  void whereverItIsKilledTheStackIsCompleteWithEachContainerOnce() {
    Engine engine = Engine.named("local");
    long seed = Optional.ofNullable(Long.getLong("it.seed")).orElseGet(System::nanoTime);
    System.out.println("KilledServerIT: -Dit.seed=" + seed);
    var random = new Random(seed);
    List<Stack> stacks = new ArrayList<>();
    try (Server server = Server.start(Optional.of(engine.address()))) {
      Duration whole = unharmed(server, stacks);
      for (int round = 0; round < ROUNDS; round++) {
        Stack stack = server.create(Site.marked("kill" + round), Services.pairs(CONTAINERS));
        stacks.add(stack);
        Instant begun = Instant.now();
        Duration life = Duration.ofMillis(random.nextLong(whole.toMillis()));
        Eventually.pause(life);
        server.process().kill();
        int made = engine.docker().of(stack).size();
        long before = System.nanoTime();
        server.restart();
        long answered = System.nanoTime();
        stack.await("CREATE_COMPLETE");
        System.out.printf(
            "round %d: killed after %d of %d ms with %d containers; answers after %d ms, complete"
                + " after %d ms%n",
            round,
            life.toMillis(),
            whole.toMillis(),
            made,
            (answered - before) / 1_000_000,
            (System.nanoTime() - before) / 1_000_000);
        checkEachOnce(engine.docker(), stack, begun);
        stack.delete();
      }
      stacks.forEach(stack -> stack.await("DELETE_COMPLETE"));
      stacks.forEach(stack -> assertThat(engine.docker().of(stack)).isEmpty());
    } finally {
      stacks.forEach(engine.docker()::removeAll);
    }
  }

  /** How long it takes when nobody dies. */
  private static Duration unharmed(Server server, List<Stack> stacks) {
    // The first one warms the server up.
    stacks.add(server.create(Site.marked("warm"), Services.pairs(CONTAINERS)));
    stacks.getLast().await("CREATE_COMPLETE");
    long begun = System.nanoTime();
    stacks.add(server.create(Site.marked("whole"), Services.pairs(CONTAINERS)));
    stacks.getLast().await("CREATE_COMPLETE");
    var whole = Duration.ofNanos(System.nanoTime() - begun);
    stacks.forEach(Stack::delete);
    return whole;
  }

  private static void checkEachOnce(Docker docker, Stack stack, Instant begun) {
    List<Seen> found = docker.of(stack);
    assertThat(found)
        .extracting(Seen::name)
        .containsExactlyElementsOf(
            IntStream.range(0, CONTAINERS)
                .mapToObj(i -> "%s-s%02d".formatted(stack.name(), i))
                .toList());
    assertThat(found).allMatch(Seen::running);
    assertThat(
            docker.during(begun, Instant.now()).stream()
                .filter(happened -> happened.container().startsWith(stack.name() + "-"))
                .filter(happened -> happened.action().equals("start"))
                .count())
        .as("starts of containers in %s", stack.name())
        .isEqualTo(CONTAINERS);
  }
}

package io.kiln.engine.convergence;

import static io.kiln.engine.convergence.StoreSamples.revision;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How every store shares its workers between projects; run on the simulated and the real one. */
public abstract class FairShareContract {

  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Map<UUID, String> projects = new HashMap<>();

  /** The workers' side of a store without stacks. */
  protected abstract Trees trees();

  /** The API's side of the same store. */
  protected abstract Stacks stacks();

  /** Lets leases grow older. */
  protected abstract void letPass(Duration time);

  private List<UUID> create(String project, int count) {
    List<UUID> made = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      UUID id = UUID.randomUUID();
      stacks().create(id, project, "stack-" + number, revision("first"));
      projects.put(id, project);
      made.add(id);
    }
    return made;
  }

  private List<String> claim(int limit) {
    return claim("w", limit, Integer.MAX_VALUE);
  }

  private List<String> claim(String worker, int limit, int mostOfProject) {
    return trees().claim(worker, limit, mostOfProject, LEASE).stream()
        .map(claim -> projects.get(claim.stack()))
        .toList();
  }

  @Test
  void aProjectWithOneTreeIsServedBeforeTheRestOfOneWithAHundred() {
    create("many", 100);
    create("one", 1);

    assertThat(claim(2)).containsExactlyInAnyOrder("many", "one");
    assertThat(claim(200)).hasSize(99).containsOnly("many");
    assertThat(claim(200)).isEmpty();
  }

  @Test
  void projectsTakeTurnsAlsoFromOneClaimToTheNext() {
    create("a", 5);
    create("b", 5);
    create("c", 1);

    List<String> served = new ArrayList<>();
    for (int call = 0; call < 7; call++) {
      served.addAll(claim(1));
    }
    assertThat(served).containsExactly("a", "b", "c", "a", "b", "a", "b");
  }

  @Test
  void whoeverComesLaterIsServedInTheNextTurn() {
    create("many", 50);
    assertThat(claim(10)).containsOnly("many");
    create("early", 1);
    create("zealous", 1);

    assertThat(claim(3)).containsExactlyInAnyOrder("many", "early", "zealous");
  }

  @Test
  void withinAProjectTheLongestWaitingIsFirst() {
    List<UUID> made = create("p", 4);

    assertThat(trees().claim("w", 3, LEASE))
        .extracting(Claim::stack)
        .containsExactlyElementsOf(made.subList(0, 3));
  }

  @Test
  void aWorkerTakesNoMoreOfAProjectThanItWantsToHold() {
    create("many", 20);
    create("few", 2);

    assertThat(claim("w", 10, 4))
        .containsExactlyInAnyOrder("many", "many", "many", "many", "few", "few");
    assertThat(claim("w", 10, 4)).isEmpty();
    assertThat(claim("w", 10, 6)).containsExactly("many", "many");
    assertThat(claim("other", 10, 3)).hasSize(3);
  }

  @Test
  void whatADeadWorkerLeftComesFirstWhoeverOwnsIt() {
    create("many", 3);
    assertThat(claim("dead", 2, 9)).hasSize(2);
    create("another", 1);
    letPass(LEASE.plusSeconds(1));

    assertThat(claim("w", 2, 0)).containsExactly("many", "many");
    assertThat(claim("w", 2, 9)).containsExactlyInAnyOrder("many", "another");
  }
}

package io.kiln.engine.convergence;

import static io.kiln.engine.convergence.StoreSamples.revision;
import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.engine.planning.Status;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A store that a contract is about, and what its tests have in common. */
interface StoreScene {

  Duration LEASE = Duration.ofSeconds(30);

  String PROJECT = "demo";

  /** The workers' side of a store without stacks: a fresh one for each test. */
  Trees trees();

  /** The API's side of the same store. */
  Stacks stacks();

  /** The same store's wake-ups. */
  Wakeups wakeups();

  /** Lets leases grow older, as if that time had passed. */
  void letPass(Duration time);

  default StackRecord create(String name) {
    return stacks().create(UUID.randomUUID(), PROJECT, name, revision("first"));
  }

  default Claim claimOne(String worker) {
    List<Claim> claims = trees().claim(worker, 1, LEASE);
    assertThat(claims).hasSize(1);
    return claims.getFirst();
  }

  default StackRecord read(StackRecord stack) {
    return stacks().find(PROJECT, stack.id().toString()).orElseThrow();
  }

  default StackRecord settle(StackRecord stack, TreeChanges.Settled settled) {
    Claim claim = claimOne("settler");
    assertThat(claim.stack()).isEqualTo(stack.id());
    trees().commit(claim, stack.traversal(), StoreSamples.settled(settled));
    trees().release(claim);
    return read(stack);
  }

  default StackRecord complete(StackRecord stack) {
    return settle(stack, StoreSamples.end(stack.action(), Status.COMPLETE));
  }
}

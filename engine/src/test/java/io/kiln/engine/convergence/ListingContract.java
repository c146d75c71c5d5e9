package io.kiln.engine.convergence;

import static io.kiln.engine.convergence.StoreSamples.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a store promises of lists of stacks. */
interface ListingContract extends StoreScene {

  @Test
  default void stacksAreListedNewestFirstInPages() {
    StackRecord a = create("a");
    StackRecord b = create("b");
    StackRecord c = create("c");

    assertThat(stacks().list(PROJECT, StackQuery.ALL)).containsExactly(c, b, a);
    assertThat(stacks().list(PROJECT, page(2, Optional.empty()))).containsExactly(c, b);
    assertThat(stacks().list(PROJECT, page(2, Optional.of(b.id())))).containsExactly(a);
    assertThat(stacks().list(PROJECT, page(2, Optional.of(UUID.randomUUID()))))
        .containsExactly(c, b);
    assertThat(stacks().count(PROJECT, page(1, Optional.of(b.id())))).isEqualTo(3);
  }

  private static StackQuery page(int limit, Optional<UUID> marker) {
    return new StackQuery(Map.of(), false, OptionalInt.of(limit), marker, List.of(), false);
  }

  @Test
  default void stacksAreFilteredAndSorted() {
    StackRecord b = complete(create("b"));
    StackRecord a = create("a");
    trees().claim("w1", 10, LEASE);
    StackRecord c = create("c");
    StackRecord updatedA = stacks().update(a.id(), revision("second"));

    assertThat(stacks().list(PROJECT, where("status", "COMPLETE"))).containsExactly(b);
    assertThat(stacks().list(PROJECT, where("action", "CREATE", "DELETE"))).containsExactly(b, c);
    assertThat(stacks().list(PROJECT, where("name", "a", "x"))).containsExactly(updatedA);
    assertThat(stacks().list(PROJECT, where("id", c.id().toString()))).containsExactly(c);
    assertThat(stacks().list(PROJECT, where("id", "no uuid"))).isEmpty();
    assertThat(stacks().list(PROJECT, where("owner", "nobody"))).isEmpty();
    assertThat(stacks().count(PROJECT, where("owner", "ada"))).isEqualTo(3);
    assertThat(stacks().list(PROJECT, by("stack_name", true))).containsExactly(updatedA, b, c);
    assertThat(stacks().list(PROJECT, by("updated_time", false)).getFirst()).isEqualTo(updatedA);
    assertThat(stacks().list(PROJECT, by("stack_status", true)).getFirst()).isEqualTo(b);
    assertThatThrownBy(() -> stacks().list(PROJECT, by("name; drop", true)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stacks().list(PROJECT, where("colour", "red")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static StackQuery where(String key, String... values) {
    return new StackQuery(
        Map.of(key, List.of(values)),
        false,
        OptionalInt.empty(),
        Optional.empty(),
        List.of("stack_name"),
        true);
  }

  private static StackQuery by(String key, boolean ascending) {
    return new StackQuery(
        Map.of(), false, OptionalInt.empty(), Optional.empty(), List.of(key), ascending);
  }

  @Test
  default void deletedStacksAreListedOnDemand() {
    StackRecord stack = complete(create("web"));
    StackRecord deleted = complete(stacks().retarget(stack.id(), Target.nothing(Action.DELETE)));

    assertThat(stacks().list(PROJECT, StackQuery.ALL)).isEmpty();
    var withDeleted =
        new StackQuery(Map.of(), true, OptionalInt.empty(), Optional.empty(), List.of(), false);
    assertThat(stacks().list(PROJECT, withDeleted)).containsExactly(deleted);
  }
}

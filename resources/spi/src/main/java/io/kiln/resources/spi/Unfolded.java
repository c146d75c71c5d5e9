package io.kiln.resources.spi;

import io.kiln.templates.model.Content;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;

/** What a group is to hold. */
public sealed interface Unfolded {

  /**
   * This, now.
   *
   * @param memory what the group is told again the next time; never a secret
   * @param rolling in batches; at once when empty
   * @param spares members that may exist for a while during a rolling update, the first one first
   */
  record Now(
      Content content, Value.MapOf memory, Optional<Rolling> rolling, List<Content.Member> spares)
      implements Unfolded {
    public Now {
      spares = List.copyOf(spares);
    }

    /** Everything at once, and nothing to remember. */
    public static Now atOnce(Content content) {
      return new Now(content, Value.MapOf.EMPTY, Optional.empty(), List.of());
    }
  }

  /** Not to be said yet: it depends on a value that is not known. */
  record Later() implements Unfolded {}

  /** What was given makes no sense; the reason is for people, and never a secret. */
  record Refused(String reason) implements Unfolded {}
}

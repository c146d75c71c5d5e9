package io.kiln.templates.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an environment says about a resource by its name.
 *
 * @param hooks where it waits until somebody clears the hook
 * @param restricted what an update may not do to it
 */
public record ResourceRules(Set<Hook> hooks, Set<Restriction> restricted) {

  /** Nothing is said. */
  public static final ResourceRules NONE = new ResourceRules(Set.of(), Set.of());

  public ResourceRules {
    hooks = hooks.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(hooks));
    restricted =
        restricted.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(restricted));
  }

  /** A place where a resource waits. */
  public enum Hook {
    PRE_CREATE,
    PRE_UPDATE,
    PRE_DELETE,
    POST_CREATE,
    POST_UPDATE,
    POST_DELETE;

    /** The name in an environment and in events, such as {@code pre-create}. */
    public String written() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** What may not be done. */
  public enum Restriction {
    UPDATE,
    REPLACE;

    /** The name in an environment. */
    public String written() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}

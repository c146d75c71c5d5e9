package io.kiln.engine.convergence;

import io.kiln.templates.model.StackSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a create or an update asks to be stored.
 *
 * @param author who asked
 * @param base the revision this one was made from, when it takes over what that one says: it may
 *     only follow that one, or it would undo what came between; empty when it stands by itself
 * @param origin what it was made for
 */
public record NewRevision(
    StackSource source,
    boolean disableRollback,
    Optional<Duration> timeout,
    List<String> tags,
    String description,
    String author,
    OptionalLong base,
    Origin origin) {

  public NewRevision {
    tags = List.copyOf(tags);
  }

  /** A revision that stands by itself. */
  public NewRevision(
      StackSource source,
      boolean disableRollback,
      Optional<Duration> timeout,
      List<String> tags,
      String description,
      String author) {
    this(
        source,
        disableRollback,
        timeout,
        tags,
        description,
        author,
        OptionalLong.empty(),
        Origin.REQUEST);
  }

  /** The same, made from an earlier revision. */
  public NewRevision madeFrom(long revision) {
    return new NewRevision(
        source,
        disableRollback,
        timeout,
        tags,
        description,
        author,
        OptionalLong.of(revision),
        origin);
  }

  /** The same, made for another reason than that somebody sent it. */
  public NewRevision because(Origin why) {
    return new NewRevision(source, disableRollback, timeout, tags, description, author, base, why);
  }

  /**
   * Checks that nothing came between; a store asks this while it holds the stack's lock.
   *
   * @param latest the newest revision the stack has
   * @throws OvertakenRevisionException when that is not the one this was made from
   */
  public void mustFollow(long latest) {
    if (base.isPresent() && base.getAsLong() != latest) {
      throw new OvertakenRevisionException(base.getAsLong(), latest);
    }
  }
}

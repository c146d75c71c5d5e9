package io.kiln.engine.convergence;

import io.kiln.engine.planning.Rename;
import io.kiln.engine.planning.Target;
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
 * @param renames what its template calls by another name than the one before
 * @param converge whether real things are looked at, and put right where somebody changed them
 */
public record NewRevision(
    StackSource source,
    boolean disableRollback,
    Optional<Duration> timeout,
    List<String> tags,
    String description,
    String author,
    OptionalLong base,
    Origin origin,
    List<Rename> renames,
    boolean converge) {

  public NewRevision {
    tags = List.copyOf(tags);
    renames = List.copyOf(renames);
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
        Origin.REQUEST,
        List.of(),
        false);
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
        origin,
        renames,
        converge);
  }

  /** The same, made of other texts. */
  public NewRevision of(StackSource other) {
    return new NewRevision(
        other,
        disableRollback,
        timeout,
        tags,
        description,
        author,
        base,
        origin,
        renames,
        converge);
  }

  /** The same, made for another reason than that somebody sent it. */
  public NewRevision because(Origin why) {
    return new NewRevision(
        source, disableRollback, timeout, tags, description, author, base, why, renames, converge);
  }

  /** The same, with resources under other names than before. */
  public NewRevision renaming(List<Rename> moved) {
    return new NewRevision(
        source, disableRollback, timeout, tags, description, author, base, origin, moved, converge);
  }

  /** The same, with regard to what really is there (Heat's {@code converge}). */
  public NewRevision converging(boolean regard) {
    return new NewRevision(
        source, disableRollback, timeout, tags, description, author, base, origin, renames, regard);
  }

  /** The same, that goes back by itself when it fails, or not. */
  public NewRevision rollingBack(boolean back) {
    return new NewRevision(
        source, !back, timeout, tags, description, author, base, origin, renames, converge);
  }

  /** The same, asked for by somebody else. */
  public NewRevision by(String user) {
    return new NewRevision(
        source, disableRollback, timeout, tags, description, user, base, origin, renames, converge);
  }

  /** Of which resources the way to it looks at the real things. */
  public Target.Regard regard() {
    return converge ? Target.Regard.LIVE : Target.Regard.RECORD;
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

package io.kiln.api.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the log is kept. */
public interface AuditStore {

  /** An entry in its place, and what vouches for it and all before it. */
  record Kept(long sequence, AuditEntry entry, String mac) {}

  /**
   * What came of reading all of it.
   *
   * @param first the entry that was read first: 1, or the one after those that were purged
   * @param entries up to which all is in order; those that were purged count
   * @param mac what vouches for the last of them
   * @param purgedBefore entries from before this time were purged; empty when none was
   * @param trouble the first thing that is wrong
   */
  record Verdict(
      long first,
      long entries,
      String mac,
      Optional<Instant> purgedBefore,
      Optional<String> trouble) {

    /** Before the first entry was looked at. */
    public static final Verdict NOTHING_READ =
        new Verdict(1, 0, "", Optional.empty(), Optional.empty());
  }

  /** Appends entries in their order, all or none. */
  void append(List<AuditEntry> entries);

  /** Entries before this place, the newest first. */
  List<Kept> newest(long before, int limit);

  /**
   * Reads all and compares; takes some seconds for a million entries.
   *
   * @param soFar told now and then what came of it as yet
   */
  Verdict verify(Consumer<Verdict> soFar);
}

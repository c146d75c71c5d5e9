package io.kiln.db.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * What came of reading the whole log.
 *
 * @param first the row that was read first: 1, or the one after those that were purged
 * @param rows up to which all is in order; those that were purged count
 * @param mac what vouches for the last of them, and so for all; hexadecimal, empty for none
 * @param purgedBefore rows from before this time were purged; empty when none was
 * @param trouble the first thing that is wrong
 */
public record Verdict(
    long first, long rows, String mac, Optional<Instant> purgedBefore, Optional<String> trouble) {}

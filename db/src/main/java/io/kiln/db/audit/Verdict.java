package io.kiln.db.audit;

import java.util.Optional;

/**
 * What came of reading the whole log.
 *
 * @param rows that were in order, from the first
 * @param mac what vouches for the last of them, and so for all; hexadecimal, empty for none
 * @param trouble the first thing that is wrong
 */
public record Verdict(long rows, String mac, Optional<String> trouble) {}

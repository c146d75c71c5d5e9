package io.kiln.db.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Where the log was cut off.
 *
 * @param sequence of the last row that is gone; 0 as long as none is
 * @param mac what vouched for it; hexadecimal, empty for none
 * @param cutoff only rows from before it were cut off, in whole microseconds; empty for none
 * @param keyId of the key that vouches for the anchor
 * @param seal over the anchor; hexadecimal, empty for none
 */
record AuditAnchor(
    long sequence, String mac, Optional<Instant> cutoff, String keyId, String seal) {}

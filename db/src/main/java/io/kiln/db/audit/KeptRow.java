package io.kiln.db.audit;

/**
 * A row in its place.
 *
 * @param sequence counts from 1, without a gap
 * @param keyId of the key that vouches for it
 * @param mac over the one before and this row; hexadecimal
 */
public record KeptRow(long sequence, AuditRow row, String keyId, String mac) {}

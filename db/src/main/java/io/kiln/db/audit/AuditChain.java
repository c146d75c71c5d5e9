package io.kiln.db.audit;

import io.kiln.db.secret.MacKeys;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Links rows: each is vouched for together with what vouches for the one before, by a key that is
 * not in the database. Who writes to the database can hence neither change, insert nor take out a
 * row in the middle unnoticed.
 */
final class AuditChain {

  /** So that a later form of the same fields cannot be taken for this one. */
  private static final byte FORM = 1;

  /** So that an anchor cannot be taken for a row. */
  private static final byte ANCHOR = 2;

  private final MacKeys keys;

  AuditChain(MacKeys keys) {
    this.keys = keys;
  }

  /** The row after one that is vouched for by this; empty text for the first. */
  KeptRow next(long sequence, String previous, AuditRow row) {
    byte[] text = text(sequence, previous, row);
    return new KeptRow(sequence, row, keys.id(), HexFormat.of().formatHex(keys.mac(text)));
  }

  /** Why a row is not the one that follows; empty when it is. */
  Optional<String> trouble(long sequence, String previous, KeptRow row) {
    if (row.sequence() != sequence) {
      return Optional.of("row %d is missing".formatted(sequence));
    }
    Optional<byte[]> expected = keys.mac(row.keyId(), text(sequence, previous, row.row()));
    if (expected.isEmpty()) {
      return Optional.of(
          "row %d is vouched for by the key %s, which this server has not"
              .formatted(sequence, row.keyId()));
    }
    byte[] there = HexFormat.of().parseHex(row.mac());
    return MessageDigest.isEqual(expected.get(), there)
        ? Optional.empty()
        : Optional.of("row %d was changed, or the one before it".formatted(sequence));
  }

  /** The anchor behind a row that is the last to go, which is vouched for by this. */
  AuditAnchor anchor(long sequence, String mac, Instant cutoff) {
    var unsealed = new AuditAnchor(sequence, mac, Optional.of(cutoff), keys.id(), "");
    return new AuditAnchor(
        sequence,
        mac,
        Optional.of(cutoff),
        keys.id(),
        HexFormat.of().formatHex(keys.mac(text(unsealed))));
  }

  /** Why an anchor is not one that was set here; empty when it is. */
  Optional<String> trouble(AuditAnchor anchor) {
    if (anchor.sequence() == 0 && anchor.mac().isEmpty()) {
      return Optional.empty(); // nothing is gone: the first row has to be there
    }
    Optional<byte[]> expected = keys.mac(anchor.keyId(), text(anchor));
    if (expected.isEmpty()) {
      return Optional.of(
          "the anchor behind row %d is vouched for by the key %s, which this server has not"
              .formatted(anchor.sequence(), anchor.keyId()));
    }
    return MessageDigest.isEqual(expected.get(), HexFormat.of().parseHex(anchor.seal()))
        ? Optional.empty()
        : Optional.of("the anchor behind row %d was changed".formatted(anchor.sequence()));
  }

  private static byte[] text(AuditAnchor anchor) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(ANCHOR);
      out.writeLong(anchor.sequence());
      text(out, anchor.mac());
      text(out, anchor.cutoff().map(Instant::toString).orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /** Every field with its length: no two rows have one text. */
  private static byte[] text(long sequence, String previous, AuditRow row) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(FORM);
      out.writeLong(sequence);
      text(out, previous);
      text(out, row.at().toString());
      text(out, row.kind());
      text(out, row.requestId());
      text(out, row.user());
      out.writeBoolean(row.project().isPresent());
      text(out, row.project().orElse(""));
      text(out, row.means());
      text(out, row.source());
      text(out, row.method());
      text(out, row.route());
      text(out, row.path());
      out.writeInt(row.status().orElse(-1));
      out.writeInt(row.leftOut());
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}

package io.kiln.api.boot;

import io.kiln.api.audit.AuditEntry;
import io.kiln.api.audit.AuditStore;
import io.kiln.db.audit.AuditRow;
import io.kiln.db.audit.KeptRow;
import io.kiln.db.audit.PostgresAudit;
import java.util.List;
import java.util.function.Consumer;

/** The audit log in the database. */
record KeptAudit(PostgresAudit audit) implements AuditStore {

  @Override
  public void append(List<AuditEntry> entries) {
    audit.append(entries.stream().map(KeptAudit::row).toList());
  }

  @Override
  public List<Kept> newest(long before, int limit) {
    return audit.newest(before, limit).stream().map(KeptAudit::kept).toList();
  }

  @Override
  public Verdict verify(Consumer<Verdict> soFar) {
    return verdict(audit.verify(part -> soFar.accept(verdict(part))));
  }

  private static Verdict verdict(io.kiln.db.audit.Verdict verdict) {
    return new Verdict(
        verdict.first(), verdict.rows(), verdict.mac(), verdict.purgedBefore(), verdict.trouble());
  }

  private static AuditRow row(AuditEntry entry) {
    return new AuditRow(
        entry.at(),
        entry.kind().name(),
        entry.requestId(),
        entry.user(),
        entry.project(),
        entry.means(),
        entry.source(),
        entry.method(),
        entry.route(),
        entry.path(),
        entry.status(),
        entry.leftOut());
  }

  private static Kept kept(KeptRow kept) {
    AuditRow row = kept.row();
    return new Kept(
        kept.sequence(),
        new AuditEntry(
            row.at(),
            AuditEntry.Kind.valueOf(row.kind()),
            row.requestId(),
            row.user(),
            row.project(),
            row.means(),
            row.source(),
            row.method(),
            row.route(),
            row.path(),
            row.status(),
            row.leftOut()),
        kept.mac());
  }
}

package io.kiln.api.boot;

import io.kiln.api.audit.AuditEntry;
import io.kiln.api.audit.AuditStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An audit log that nobody vouches for. */
final class AuditInMemory implements AuditStore {

  private final List<Kept> kept = new ArrayList<>();

  @Override
  public synchronized void append(List<AuditEntry> entries) {
    entries.forEach(entry -> kept.addFirst(new Kept(kept.size() + 1L, entry, "")));
  }

  @Override
  public synchronized List<Kept> newest(long before, int limit) {
    return kept.stream().filter(entry -> entry.sequence() < before).limit(limit).toList();
  }

  @Override
  public synchronized Verdict verify(Consumer<Verdict> soFar) {
    return new Verdict(1, kept.size(), "", Optional.empty(), Optional.empty());
  }
}

package io.kiln.api.audit;

import io.kiln.api.http.BadInputException;
import io.kiln.api.http.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the audit log, and says whether anybody has changed it. */
@RestController
@RequestMapping("/v2/audit")
public final class AuditController {

  private static final int USUAL = 100;
  private static final int MOST = 1_000;

  private final AuditStore store;

  AuditController(AuditStore store) {
    this.store = store;
  }

  /**
   * A page, the newest first.
   *
   * @param next what to ask for the next with; null on the last
   */
  public record Page(List<Shown> entries, @Nullable String next) {}

  /** One entry. */
  public record Shown(
      long sequence,
      Instant at,
      String kind,
      String requestId,
      String user,
      @Nullable String project,
      String means,
      String source,
      String method,
      String route,
      String path,
      @Nullable Integer status,
      int leftOut,
      String mac) {}

  /**
   * What came of comparing.
   *
   * @param intact whether nothing is wrong
   * @param entries that are in order, from the first
   * @param mac of the last of them: whoever notes it down elsewhere can tell later whether the end
   *     of the log was cut off
   */
  public record Verification(boolean intact, long entries, String mac, @Nullable String trouble) {}

  /** Entries before a place. */
  @GetMapping
  public Page list(HttpServletRequest request) {
    var query = new Query(request);
    int limit = query.number("limit").orElse(USUAL);
    if (limit < 1 || limit > MOST) {
      throw new BadInputException("'limit' must be 1 to %d.".formatted(MOST));
    }
    List<AuditStore.Kept> found =
        store.newest(
            query.text("before").map(AuditController::place).orElse(Long.MAX_VALUE), limit);
    boolean more = found.size() == limit && found.getLast().sequence() > 1;
    return new Page(
        found.stream().map(AuditController::shown).toList(),
        more ? "/v2/audit?limit=%d&before=%d".formatted(limit, found.getLast().sequence()) : null);
  }

  private static long place(String text) {
    try {
      long place = Long.parseLong(text.strip());
      if (place > 0) {
        return place;
      }
    } catch (NumberFormatException e) {
      throw new BadInputException("'before' must be the sequence of an entry.");
    }
    throw new BadInputException("'before' must be the sequence of an entry.");
  }

  /** Reads all of it. */
  @GetMapping("/verification")
  public Verification verify() {
    AuditStore.Verdict verdict = store.verify();
    return new Verification(
        verdict.trouble().isEmpty(),
        verdict.entries(),
        verdict.mac(),
        verdict.trouble().orElse(null));
  }

  private static Shown shown(AuditStore.Kept kept) {
    AuditEntry entry = kept.entry();
    return new Shown(
        kept.sequence(),
        entry.at(),
        entry.kind().name().toLowerCase(Locale.ROOT),
        entry.requestId(),
        entry.user(),
        entry.project().orElse(null),
        entry.means(),
        entry.source(),
        entry.method(),
        entry.route(),
        entry.path(),
        entry.status().orElse(null),
        entry.leftOut(),
        kept.mac());
  }
}

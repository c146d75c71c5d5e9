package io.kiln.api.audit;

import io.kiln.api.http.BadInputException;
import io.kiln.api.http.LowerCase;
import io.kiln.api.http.Query;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the audit log, and says whether anybody has changed it. */
@RestController
@Tag(name = "audit")
@RequestMapping("/v2/audit")
public final class AuditController {

  private static final int USUAL = 100;
  private static final int MOST = 1_000;

  /** How long somebody waits for the whole log to be read; who asks again waits on. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String ASK_AGAIN_SECONDS = "1";

  private final AuditStore store;
  private final Verifications verifications;

  AuditController(AuditStore store, InstantSource clock) {
    this.store = store;
    this.verifications = new Verifications(store, clock, PATIENCE);
  }

  /**
   * A page, the newest first.
   *
   * @param entries the newest first
   * @param next what to ask for the next with; null on the last
   */
  @Schema(name = "AuditPage")
  public record Page(List<Shown> entries, @Nullable String next) {}

  /**
   * One entry.
   *
   * @param sequence its place in the log
   * @param kind what of the request was written down
   * @param requestId as the answer named it; what belongs together has the same
   * @param user who
   * @param project whose
   * @param means how it is known who
   * @param source the address the request came from
   * @param route the path as a pattern, which says what was to be done
   * @param path the path, which says with what
   * @param status of the answer; null as long as there is none
   * @param leftOut how many refusals before this one were only counted
   * @param mac over this entry and the one before
   */
  @Schema(name = "AuditEntry")
  public record Shown(
      long sequence,
      Instant at,
      @LowerCase AuditEntry.Kind kind,
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
   * @param intact whether nothing is wrong; null as long as not all was read: ask again
   * @param from the first entry that is vouched for by itself; those before it were purged when
   *     they were old enough, and are vouched for together
   * @param purgedBefore only entries from before this time were purged; null when none was
   * @param entries up to which all is in order; those that were purged count
   * @param mac of the last of them: whoever notes it down elsewhere can tell later whether the end
   *     of the log was cut off
   * @param trouble what is wrong, and where
   * @param at when the reading was begun
   */
  @Schema(name = "AuditVerification")
  public record Verification(
      @Nullable Boolean intact,
      long from,
      @Nullable Instant purgedBefore,
      long entries,
      String mac,
      @Nullable String trouble,
      Instant at) {}

  /** Entries, the newest first. */
  @Operation(
      operationId = "listAudit",
      parameters = {
        @Parameter(
            in = ParameterIn.QUERY,
            name = "limit",
            description = "How many at most.",
            schema =
                @Schema(
                    type = "integer",
                    minimum = "1",
                    maximum = "" + MOST,
                    defaultValue = "" + USUAL)),
        @Parameter(
            in = ParameterIn.QUERY,
            name = "before",
            description = "Only entries before the one of this sequence.",
            schema = @Schema(type = "integer", format = "int64", minimum = "1"))
      })
  @GetMapping
  public Page list(HttpServletRequest request, HttpServletResponse response) {
    var query = Query.own(request);
    int limit = query.number("limit", 1, MOST).orElse(USUAL);
    List<AuditStore.Kept> found =
        store.newest(
            query.text("before").map(AuditController::place).orElse(Long.MAX_VALUE), limit);
    boolean more = found.size() == limit && found.getLast().sequence() > 1;
    String next =
        more ? "/v2/audit?limit=%d&before=%d".formatted(limit, found.getLast().sequence()) : null;
    if (next != null) {
      response.addHeader(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(next));
    }
    return new Page(found.stream().map(AuditController::shown).toList(), next);
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

  /**
   * Reads all of the log, and says whether anybody has changed it. Where that takes more than five
   * seconds, the answer says how far it is, and Retry-After when to ask again. After a long reading
   * its verdict is told again for a while.
   */
  @Operation(operationId = "verifyAudit")
  @GetMapping("/verification")
  public Verification verify(HttpServletResponse response) {
    Verifications.Told told = verifications.verdict();
    AuditStore.Verdict verdict = told.verdict();
    if (!told.whole()) {
      response.addHeader(HttpHeaders.RETRY_AFTER, ASK_AGAIN_SECONDS);
    }
    return new Verification(
        told.whole() ? verdict.trouble().isEmpty() : null,
        verdict.first(),
        verdict.purgedBefore().orElse(null),
        verdict.entries(),
        verdict.mac(),
        verdict.trouble().orElse(null),
        told.at());
  }

  private static Shown shown(AuditStore.Kept kept) {
    AuditEntry entry = kept.entry();
    return new Shown(
        kept.sequence(),
        entry.at(),
        entry.kind(),
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

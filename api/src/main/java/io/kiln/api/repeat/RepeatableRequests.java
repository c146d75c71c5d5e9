package io.kiln.api.repeat;

import io.kiln.api.auth.Caller;
import io.kiln.api.auth.Project;
import io.kiln.api.http.BadInputException;
import io.kiln.api.http.Bytes;
import io.kiln.engine.convergence.Asking;
import io.kiln.engine.convergence.Receipt;
import io.kiln.engine.convergence.receipts.Receipts;
import io.kiln.engine.convergence.receipts.Receipts.Answer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Gives each POST of Kiln's own API that comes with an {@code Idempotency-Key} (IETF
 * draft-ietf-httpapi-idempotency-key-header-07) an attempt of its own, binds it around the request
 * so that what is made is noted together with it, and keeps what was answered.
 */
public final class RepeatableRequests extends OncePerRequestFilter {

  /** The header; a string of structured fields, and taken without its quotes too. */
  public static final String HEADER = "Idempotency-Key";

  private static final Logger LOG = LoggerFactory.getLogger(RepeatableRequests.class);

  /** The draft wants a limit; a UUID has 36. */
  private static final Pattern KEY = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,255}");

  private static final Pattern PATH = Pattern.compile("/v2/([^/]+)/.+");

  /** What of an answer is not of this one exchange alone. */
  private static final List<String> HEADERS =
      List.of("Content-Type", "Location", "Retry-After", "Link", "ETag");

  private final Supplier<Receipts> receipts;
  private final Supplier<UUID> ids;
  private final Supplier<HandlerExceptionResolver> answers;
  private final int maxBodyBytes;

  /**
   * Keeps answers here.
   *
   * @param answers puts refusals into words, as for controllers
   * @param maxBodyBytes as much of a body as anybody reads
   */
  public RepeatableRequests(
      Supplier<Receipts> receipts,
      Supplier<UUID> ids,
      Supplier<HandlerExceptionResolver> answers,
      int maxBodyBytes) {
    this.receipts = receipts;
    this.ids = ids;
    this.answers = answers;
    this.maxBodyBytes = maxBodyBytes;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST")
        || request.getHeader(HEADER) == null
        || !PATH.matcher(request.getRequestURI()).matches();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    byte[] body;
    Attempt attempt;
    try {
      String key = key(request);
      body = Bytes.of(request, maxBodyBytes);
      attempt = new Attempt(new Receipt(scope(request), key, ids.get()), text(request, body));
    } catch (RuntimeException e) {
      answers.get().resolveException(request, response, null, e);
      return;
    }
    attempt.sent(request);
    var kept = new ContentCachingResponseWrapper(response);
    boolean answered = false;
    try {
      within(attempt, new ReadBody(request, body), kept, chain);
      answered = true;
    } finally {
      if (Attempt.isHolding(request)) {
        end(attempt, answered, kept);
      }
      kept.copyBodyToResponse();
    }
  }

  /** As a string of structured fields, or as most clients write it. */
  private static String key(HttpServletRequest request) {
    List<String> sent = Collections.list(request.getHeaders(HEADER));
    String text = sent.size() == 1 ? sent.getFirst().strip() : "";
    boolean quoted = text.length() > 2 && text.startsWith("\"") && text.endsWith("\"");
    return Optional.of(quoted ? text.substring(1, text.length() - 1) : text)
        .filter(key -> KEY.matcher(key).matches())
        .orElseThrow(
            () ->
                new BadInputException(
                    HEADER + " must be given once, with 1 to 255 visible ASCII characters."));
  }

  private static String scope(HttpServletRequest request) {
    Caller caller = Caller.of(request);
    String named = request.getRequestURI().split("/", 4)[2];
    String project =
        caller.project().filter(own -> own.isCalled(named)).map(Project::id).orElse(named);
    return String.join("\n", project, caller.means().word(), Asking.current().user());
  }

  private static String text(HttpServletRequest request, byte[] body) {
    return String.join(
        "\n",
        request.getMethod(),
        request.getRequestURI(),
        request.getQueryString() == null ? "" : request.getQueryString(),
        new String(body, StandardCharsets.ISO_8859_1));
  }

  private static void within(
      Attempt attempt, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Asking now = Asking.current();
    try {
      boolean done =
          new Asking(now.user(), now.trace(), now.errand().answering(attempt.receipt()))
              .within(
                  () -> {
                    chain.doFilter(request, response);
                    return true;
                  });
      assert done;
    } catch (ServletException | IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  /**
   * An answer that is lost is no harm: what was made is noted, and what made nothing can be tried
   * again when the attempt's time is over.
   */
  private void end(Attempt attempt, boolean answered, ContentCachingResponseWrapper response) {
    try {
      if (answered && response.getStatus() < 500) {
        receipts.get().answered(attempt.receipt(), answer(response));
      } else {
        receipts.get().giveUp(attempt.receipt());
      }
    } catch (RuntimeException e) {
      LOG.warn("What a repeatable request was answered could not be kept: {}", e.toString());
    }
  }

  private static Answer answer(ContentCachingResponseWrapper response) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : HEADERS) {
      Optional.ofNullable(response.getHeader(name)).ifPresent(value -> headers.put(name, value));
    }
    return new Answer(
        response.getStatus(),
        headers,
        new String(response.getContentAsByteArray(), StandardCharsets.UTF_8));
  }
}

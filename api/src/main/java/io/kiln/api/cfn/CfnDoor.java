package io.kiln.api.cfn;

import io.kiln.api.auth.AuthenticationFilter;
import io.kiln.api.auth.Caller;
import io.kiln.api.auth.FailedLogins;
import io.kiln.api.auth.Project;
import io.kiln.api.auth.Refusals;
import io.kiln.api.cfn.signature.AccessKey;
import io.kiln.api.cfn.signature.HttpParts;
import io.kiln.api.cfn.signature.SignatureCheck;
import io.kiln.api.cfn.wire.Form;
import io.kiln.api.cfn.wire.Refused;
import io.kiln.api.http.BadInputException;
import io.kiln.api.http.BodyTooLargeException;
import io.kiln.api.http.Bytes;
import io.kiln.api.http.RefusedException;
import io.kiln.api.http.RequestIds;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Where requests of AWS's clients come in: leads them to the API's path, and finds out by their
 * signature who sent them, before anybody is asked who has no signature.
 */
public final class CfnDoor extends OncePerRequestFilter {

  /** The version of the API, which is AWS's only one. */
  private static final String VERSION = "2010-05-15";

  /** AWS's name for a request that says nothing of who sent it. */
  private static final String UNSIGNED = "MissingAuthenticationToken";

  private static final Pattern ACTION = Pattern.compile("[A-Za-z]{1,64}");

  private final Endpoint endpoint;
  private final Optional<SignatureCheck> signatures;
  private final boolean others;
  private final FailedLogins failed;
  private final int maxBodyBytes;
  private final Refusals refusals;

  /**
   * Takes requests for this endpoint.
   *
   * @param signatures checks signatures; empty when nobody has keys
   * @param others whether there is another way to say who one is, for what is not signed
   * @param failed counts requests that were not signed right
   * @param refusals hears of requests that were not signed right
   */
  public CfnDoor(
      Endpoint endpoint,
      Optional<SignatureCheck> signatures,
      boolean others,
      FailedLogins failed,
      int maxBodyBytes,
      Refusals refusals) {
    this.endpoint = endpoint;
    this.signatures = signatures;
    this.others = others;
    this.failed = failed;
    this.maxBodyBytes = maxBodyBytes;
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!endpoint.takes(request)) {
      if (endpoint.isOwnPort(request)) {
        answer(
            request,
            response,
            new CfnError(
                404, "InvalidAction", "This port serves CloudFormation's API at / alone."));
      } else {
        chain.doFilter(request, response);
      }
      return;
    }
    try {
      chain.doFilter(read(request), response);
    } catch (RefusedException e) {
      CfnError error = CfnError.of(e.refusal());
      if (error.status() == 403) {
        error = counted(request, response, error);
        refusals.hear(request, Optional.empty(), error.status());
      }
      answer(request, response, error);
    }
  }

  /**
   * What is answered to somebody who signed wrong: after many, no more what was wrong. Whoever
   * signs right is never held up, since a key is nothing that is guessed.
   */
  private CfnError counted(
      HttpServletRequest request, HttpServletResponse response, CfnError error) {
    if (error.code().equals(UNSIGNED)) {
      return error;
    }
    Optional<Duration> pause = failed.pause(request.getRemoteAddr());
    if (pause.isEmpty()) {
      failed.count(request.getRemoteAddr(), FailedLogins.Kind.SECRET);
      return error;
    }
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(pause.get().toSeconds() + 1));
    return CfnError.of(AuthenticationFilter.TOO_MANY);
  }

  private SentRequest read(HttpServletRequest request) throws IOException {
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("POST")) {
      throw Refused.invalid("Requests are sent by GET or POST.");
    }
    byte[] body = body(request);
    boolean signed =
        signatures.isPresent() && admit(request, HttpParts.of(request, body), signatures.get());
    String query = Optional.ofNullable(request.getQueryString()).orElse("");
    Form form = body.length == 0 ? Form.of(query) : Form.of(query, text(request, body));
    if (form.text("Version").filter(version -> !version.equals(VERSION)).isPresent()) {
      throw Refused.as(400, "InvalidAction", "The version here is %s.".formatted(VERSION));
    }
    String action =
        form.text("Action")
            .orElseThrow(
                () ->
                    Refused.as(
                        400,
                        "InvalidAction",
                        "Say which Action is meant, such as Action=ListStacks."));
    if (!ACTION.matcher(action).matches()) {
      throw Refused.as(400, "InvalidAction", "Action is none: it must be a word.");
    }
    if (request.getMethod().equals("GET")
        && Operations.changes(action)
        && !signed
        && !isOfAProgram(request)) {
      throw Refused.invalid(
          "%s may change something: send it by POST, or sign it, or send a token with it."
              .formatted(action));
    }
    return new SentRequest(request, action, form);
  }

  /**
   * Whether there is something with a request that no page can have a browser send: an image's
   * address comes with no more than a password that the browser remembers.
   */
  private static boolean isOfAProgram(HttpServletRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    return request.getHeader("X-Auth-Token") != null
        || (authorization != null && !authorization.regionMatches(true, 0, "Basic", 0, 5));
  }

  private byte[] body(HttpServletRequest request) {
    try {
      return Bytes.of(request, maxBodyBytes);
    } catch (BodyTooLargeException e) {
      throw Refused.invalid("The request is longer than %d bytes.".formatted(maxBodyBytes));
    } catch (BadInputException e) {
      throw Refused.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static String text(HttpServletRequest request, byte[] body) {
    String type = Optional.ofNullable(request.getContentType()).orElse("");
    if (!type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
      throw Refused.invalid("The body must be application/x-www-form-urlencoded.");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw Refused.invalid("The body is not UTF-8.");
    }
  }

  /** Whether it is signed; when it is not, others are asked who sent it. */
  private boolean admit(HttpServletRequest request, HttpParts parts, SignatureCheck check) {
    if (SignatureCheck.claimed(parts)) {
      AccessKey key = check.check(parts);
      Caller.of(
              key.user(),
              new Project(key.project(), key.project()),
              key.role(),
              Caller.Means.ACCESS_KEY)
          .sent(request);
      return true;
    }
    if (!others) {
      throw Refused.as(403, UNSIGNED, "Missing Authentication Token");
    }
    return false;
  }

  private static void answer(
      HttpServletRequest request, HttpServletResponse response, CfnError error) throws IOException {
    response.setStatus(error.status());
    response.setContentType(CfnController.XML);
    response.getOutputStream().write(error.body(RequestIds.of(request)));
  }
}

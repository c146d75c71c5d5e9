package io.kiln.api.faults;

import io.kiln.api.http.BadInputException;
import io.kiln.api.http.BodyTooLargeException;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.api.http.RequestIds;
import io.kiln.api.settings.DeniedByPolicyException;
import io.kiln.api.settings.ProtectedStackException;
import io.kiln.engine.convergence.ActionInProgressException;
import io.kiln.engine.convergence.AdoptionException;
import io.kiln.engine.convergence.NothingToCancelException;
import io.kiln.engine.convergence.OvertakenRevisionException;
import io.kiln.engine.convergence.ResourceNotFoundException;
import io.kiln.engine.convergence.SignalRefusedException;
import io.kiln.engine.convergence.SnapshotNotFoundException;
import io.kiln.engine.convergence.StackExistsException;
import io.kiln.engine.convergence.StackNotFoundException;
import io.kiln.engine.convergence.TooManySnapshotsException;
import io.kiln.engine.convergence.plans.TooManyPlansException;
import io.kiln.engine.convergence.receipts.GivenUpException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Turns whatever a request ended with into an answer: in Heat's body, or as a problem under {@code
 * /v2}. What nobody foresaw is logged under the request's id and answered without internals.
 */
@RestControllerAdvice
final class ApiErrors {

  private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

  /** A database that restarts is back by then, or nearly. */
  private static final String RETRY_AFTER_SECONDS = "2";

  @ExceptionHandler(RefusedException.class)
  ResponseEntity<Object> refused(RefusedException e, HttpServletRequest request) {
    return answer(e.refusal(), request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler(BadInputException.class)
  ResponseEntity<Object> badInput(BadInputException e, HttpServletRequest request) {
    return answer(Refusal.of(e), request, HttpHeaders.EMPTY);
  }

  /** Thrown by whatever reads the query first. */
  @ExceptionHandler(InvalidParameterException.class)
  ResponseEntity<Object> badQuery(InvalidParameterException e, HttpServletRequest request) {
    return answer(
        Refusal.badRequest(
            "The query cannot be read: its names and values must be UTF-8 in percent signs, and not"
                + " too many."),
        request,
        HttpHeaders.EMPTY);
  }

  @ExceptionHandler(BodyTooLargeException.class)
  ResponseEntity<Object> tooLarge(BodyTooLargeException e, HttpServletRequest request) {
    // Heat's clients know 400 for it.
    int status = path(request).startsWith("/v2/") ? 413 : 400;
    return answer(Refusal.of(status, "RequestLimitExceeded", text(e)), request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler(StackNotFoundException.class)
  ResponseEntity<Object> notFound(StackNotFoundException e, HttpServletRequest request) {
    return answer(Refusal.of(404, "EntityNotFound", text(e)), request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler(StackExistsException.class)
  ResponseEntity<Object> exists(StackExistsException e, HttpServletRequest request) {
    return answer(Refusal.of(409, "StackExists", text(e)), request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler(ProtectedStackException.class)
  ResponseEntity<Object> kept(ProtectedStackException e, HttpServletRequest request) {
    return answer(Refusal.of(403, "Forbidden", text(e)), request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler(DeniedByPolicyException.class)
  ResponseEntity<Object> denied(DeniedByPolicyException e, HttpServletRequest request) {
    return answer(Refusal.of(403, "Forbidden", text(e)), request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler(OvertakenRevisionException.class)
  ResponseEntity<Object> overtaken(OvertakenRevisionException e, HttpServletRequest request) {
    return answer(Refusal.of(409, "ConcurrentTransaction", text(e)), request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler(TooManyPlansException.class)
  ResponseEntity<Object> tooMany(TooManyPlansException e, HttpServletRequest request) {
    return answer(Refusal.of(409, "TooManyPlans", text(e)), request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler(GivenUpException.class)
  ResponseEntity<Object> late(GivenUpException e, HttpServletRequest request) {
    return answer(Refusal.of(409, "Conflict", text(e)), request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler(ActionInProgressException.class)
  ResponseEntity<Object> busy(ActionInProgressException e, HttpServletRequest request) {
    return answer(Refusal.of(409, "ActionInProgress", text(e)), request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler(NothingToCancelException.class)
  ResponseEntity<Object> idle(NothingToCancelException e, HttpServletRequest request) {
    return answer(Refusal.of(400, "NotSupported", text(e)), request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler(SignalRefusedException.class)
  ResponseEntity<Object> refused(SignalRefusedException e, HttpServletRequest request) {
    return answer(Refusal.of(400, e.type(), text(e)), request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler(ResourceNotFoundException.class)
  ResponseEntity<Object> notFound(ResourceNotFoundException e, HttpServletRequest request) {
    return answer(Refusal.of(404, "ResourceNotFound", text(e)), request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler(SnapshotNotFoundException.class)
  ResponseEntity<Object> notFound(SnapshotNotFoundException e, HttpServletRequest request) {
    return answer(Refusal.of(404, "EntityNotFound", text(e)), request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler(TooManySnapshotsException.class)
  ResponseEntity<Object> tooMany(TooManySnapshotsException e, HttpServletRequest request) {
    return answer(Refusal.of(400, "RequestLimitExceeded", text(e)), request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler(AdoptionException.class)
  ResponseEntity<Object> notAdopted(AdoptionException e, HttpServletRequest request) {
    return answer(Refusal.badRequest(text(e)), request, HttpHeaders.EMPTY);
  }

  @ExceptionHandler(HttpRequestMethodNotSupportedException.class)
  ResponseEntity<Object> wrongMethod(
      HttpRequestMethodNotSupportedException e, HttpServletRequest request) {
    return answer(
        Refusal.of(
            405,
            "HTTPMethodNotAllowed",
            "The method %s is not allowed for this resource.".formatted(e.getMethod())),
        request,
        e.getHeaders());
  }

  /** Reads wait for the database; what may have taken effect is not repeated behind one's back. */
  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    RecoverableDataAccessException.class,
    TransientDataAccessException.class,
    TransactionException.class
  })
  ResponseEntity<Object> databaseAway(RuntimeException e, HttpServletRequest request) {
    LOG.warn("{} the database went away: {}", RequestIds.withSenders(request), e.toString());
    var headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    return answer(
        Refusal.of(
            503,
            "ServiceUnavailable",
            "The database went away meanwhile. Whether the request took effect is not known: look,"
                + " or send it again."),
        request,
        headers);
  }

  @ExceptionHandler(Exception.class)
  @Nullable ResponseEntity<Object> other(Exception e, HttpServletRequest request) {
    if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
      return null; // it went away while it was being answered: nobody is left to tell
    }
    if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      return answer(known(known.getStatusCode(), request), request, known.getHeaders());
    }
    LOG.error(
        "{} {} {} failed unexpectedly",
        RequestIds.withSenders(request),
        request.getMethod(),
        path(request),
        e);
    return answer(
        Refusal.of(
            500,
            "InternalError",
            "The request failed for a reason of the server's own; its log says more under %s."
                .formatted(RequestIds.of(request))),
        request,
        HttpHeaders.EMPTY);
  }

  /** What the framework refused by itself, such as a path that leads nowhere. */
  private static Refusal known(HttpStatusCode status, HttpServletRequest request) {
    return status.value() == 404
        ? Refusal.of(404, "HTTPNotFound", "There is nothing at %s.".formatted(path(request)))
        : Refusal.of(status.value(), "HTTPBadRequest", "The request could not be understood.");
  }

  static ResponseEntity<Object> answer(
      Refusal refusal, HttpServletRequest request, HttpHeaders headers) {
    Faced faced = Faced.of(refusal, request);
    return ResponseEntity.status(faced.status())
        .headers(headers)
        .contentType(faced.type())
        .body(faced.body());
  }

  private static String path(HttpServletRequest request) {
    return request.getRequestURI();
  }

  private static String text(Exception e) {
    return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
  }
}

package io.kiln.api.cfn.wire;

import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;

/** Refusals under AWS's names for them. */
public final class Refused {

  /** AWS's name for almost everything that is wrong with a request. */
  public static final String VALIDATION = "ValidationError";

  private Refused() {}

  /** The request makes no sense, or cannot be done now. */
  public static RefusedException invalid(String message) {
    return as(400, VALIDATION, message);
  }

  /** Under another name than the usual one. */
  public static RefusedException as(int status, String code, String message) {
    return new RefusedException(Refusal.of(status, code, message));
  }
}

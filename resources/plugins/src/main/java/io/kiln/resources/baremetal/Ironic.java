package io.kiln.resources.baremetal;

import io.kiln.templates.value.Value;
import java.util.Optional;

/** The port to a bare metal service with Ironic's API. */
public interface Ironic {

  /**
   * One call. Never throws for anything that goes wrong outside.
   *
   * @param path from {@code /v1} on, with its query
   */
  IronicAnswer call(Method method, String path, Optional<Value> body);

  /** The methods its API has. */
  enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
  }
}

package io.kiln.resources.baremetal;

import io.kiln.templates.value.Value;
import java.util.Optional;

/** Stands in where no Ironic is configured: every call is refused with what to do about it. */
public record NoIronic(String whatToDo) implements Ironic {

  @Override
  public IronicAnswer call(Method method, String path, Optional<Value> body) {
    return new IronicAnswer.Refused(400, "no Ironic is configured; " + whatToDo);
  }
}

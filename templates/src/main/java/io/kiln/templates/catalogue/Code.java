package io.kiln.templates.catalogue;

import io.kiln.templates.source.Diagnostic.Severity;

/**
 * One kind of finding.
 *
 * @param name as {@link io.kiln.templates.source.Diagnostic#code()} has it; never changes
 * @param severity how bad it is where it is found
 * @param meaning what is wrong, and why that matters
 * @param mending what to do about it
 */
public record Code(String name, Severity severity, String meaning, String mending) {

  static Code error(String name, String meaning, String mending) {
    return new Code(name, Severity.ERROR, meaning, mending);
  }

  static Code warning(String name, String meaning, String mending) {
    return new Code(name, Severity.WARNING, meaning, mending);
  }

  static Code info(String name, String meaning, String mending) {
    return new Code(name, Severity.INFO, meaning, mending);
  }

  /** Where its page lies below the folder of the documentation. */
  public String page() {
    return "diagnostics/" + name + ".md";
  }
}

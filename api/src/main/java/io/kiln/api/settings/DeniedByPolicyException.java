package io.kiln.api.settings;

/** An update would touch what the stack's policy keeps from updates. */
public final class DeniedByPolicyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the sentence that names the statement, the resource and the action. */
  public DeniedByPolicyException(String denial) {
    super(
        denial
            + ". The policy was set by CloudFormation's SetStackPolicy, which also changes it, and"
            + " holds for every API.");
  }
}

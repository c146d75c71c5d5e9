package io.kiln.resources.signal;

import io.kiln.resources.spi.ResourceType;

/** Takes the signals that a wait condition waits for, in CloudFormation's words. */
@ResourceType(
    value = "AWS::CloudFormation::WaitConditionHandle",
    doc =
        "Takes the signals that a wait condition waits for; a reference to it is the URL to PUT"
            + " them to.",
    reference = "Url")
public final class CloudFormationWaitConditionHandle extends CloudFormationHandle {

  /** Signals are sent to this address. */
  public CloudFormationWaitConditionHandle(PublicAddress address) {
    super(address);
  }
}

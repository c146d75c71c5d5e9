package io.kiln.resources.signal;

import io.kiln.resources.spi.ResourceType;

/** A handle that every update makes anew; see Heat's UpdateWaitConditionHandle. */
@ResourceType(
    value = "OS::Heat::UpdateWaitConditionHandle",
    doc =
        "A handle as AWS::CloudFormation::WaitConditionHandle that every update makes anew, so that"
            + " all signals have to be sent again.",
    renewed = true,
    reference = "Url")
public final class UpdateWaitConditionHandle extends CloudFormationHandle {

  /** Signals are sent to this address. */
  public UpdateWaitConditionHandle(PublicAddress address) {
    super(address);
  }
}

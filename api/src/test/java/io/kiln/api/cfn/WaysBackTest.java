package io.kiln.api.cfn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Signals, and the actions that give an update up or take its way back up again. */
class WaysBackTest extends CfnUnderTest {

  private static final String SLOW =
      """
      Parameters: {Text: {Type: String, Default: one}, Wait: {Type: Number, Default: 0}}
      Resources:
        Thing:
          Type: OS::Heat::TestResource
          Properties:
            value: !Ref Text
            action_wait_secs: {update: !Ref Wait}
      Outputs:
        Said: {Value: !GetAtt Thing.output}
      """;

  private static String said(String stack) throws Exception {
    return call("DescribeStacks", "StackName", stack).text("Outputs/member/OutputValue");
  }

  @Test
  void aSignalledResourceLetsItsStackGoOn() throws Exception {
    Answer created =
        call(
            "CreateStack",
            "StackName",
            "signalled",
            "TemplateBody",
            """
            Resources:
              Handle: {Type: AWS::CloudFormation::WaitConditionHandle}
              Wait:
                Type: AWS::CloudFormation::WaitCondition
                Properties: {Handle: !Ref Handle, Timeout: 600, Count: 1}
            """);
    assertThat(created.status()).isEqualTo(200);
    await(
        () ->
            call("DescribeStackResource", "StackName", "signalled", "LogicalResourceId", "Wait")
                .text("StackResourceDetail/ResourceStatus"),
        "CREATE_IN_PROGRESS");
    String[] signal = {
      "StackName", "signalled",
      "LogicalResourceId", "Handle",
      "UniqueId", "machine-1",
      "Status", "MAYBE"
    };

    assertRefused(call("SignalResource", signal), 400, "ValidationError", "Status");
    signal[7] = "SUCCESS";
    signal[3] = "Nobody";
    assertThat(call("SignalResource", signal).status()).isEqualTo(400);
    signal[3] = "Handle";
    assertThat(call("SignalResource", signal).status()).isEqualTo(200);
    await("signalled", "CREATE_COMPLETE");
  }

  @Test
  void anUpdateThatRunsIsCancelledAndItsStackGoesBack() throws Exception {
    create("cancelled", "TemplateBody", SLOW);
    assertRefused(
        call("CancelUpdateStack", "StackName", "cancelled"),
        400,
        "ValidationError",
        "cannot be called from current stack status");
    assertThat(
            call(
                    "UpdateStack",
                    "StackName",
                    "cancelled",
                    "UsePreviousTemplate",
                    "true",
                    "Parameters.member.1.ParameterKey",
                    "Wait",
                    "Parameters.member.1.ParameterValue",
                    "6",
                    "Parameters.member.2.ParameterKey",
                    "Text",
                    "Parameters.member.2.ParameterValue",
                    "two")
                .status())
        .isEqualTo(200);

    assertThat(call("CancelUpdateStack", "StackName", "cancelled").status()).isEqualTo(200);

    await("cancelled", "UPDATE_ROLLBACK_COMPLETE");
    assertThat(said("cancelled")).isEqualTo("one");
  }

  @Test
  void aFailedUpdateIsRolledBackWhenSomebodyAsks() throws Exception {
    create("failed", "TemplateBody", SLOW);
    assertRefused(
        call("RollbackStack", "StackName", "failed"),
        400,
        "ValidationError",
        "is in CREATE_COMPLETE state and can not be rolled back");
    update("failed", SLOW.replace("value: !Ref Text", "value: two\n      fail: true"));
    await("failed", "UPDATE_FAILED");

    assertThat(call("RollbackStack", "StackName", "failed").text("StackId")).contains("/failed/");

    await("failed", "UPDATE_ROLLBACK_COMPLETE");
    assertThat(said("failed")).isEqualTo("one");
  }

  @Test
  void aFailedCreateIsRolledBackToNothing() throws Exception {
    call(
        "CreateStack",
        "StackName",
        "never",
        "DisableRollback",
        "true",
        "TemplateBody",
        SLOW.replace("value: !Ref Text", "fail: true"));
    await("never", "CREATE_FAILED");

    assertThat(call("RollbackStack", "StackName", "never").status()).isEqualTo(200);

    await("never", "ROLLBACK_COMPLETE");
    assertThat(call("ListStackResources", "StackName", "never").all("LogicalResourceId")).isEmpty();
  }

  /** The way back fails, since what the stack was made of is gone meanwhile. */
  @Test
  void aRollbackThatFailedIsTakenUpAgainOnceItCanSucceed() throws Exception {
    String exporting =
        """
        Resources: {A: {Type: OS::Heat::TestResource, Properties: {value: given}}}
        Outputs: {Id: {Value: !GetAtt A.output, Export: {Name: way-back}}}
        """;
    String importing = SLOW.replace("value: !Ref Text", "value: !ImportValue way-back");
    create("lender", "TemplateBody", exporting);
    create("borrower", "TemplateBody", importing);
    update("borrower", SLOW.replace("value: !Ref Text", "value: own\n      fail: true"));
    await("borrower", "UPDATE_FAILED");
    assertRefused(
        call("ContinueUpdateRollback", "StackName", "borrower"),
        400,
        "ValidationError",
        "is in UPDATE_FAILED state and can not continue rollback");
    assertThat(call("DeleteStack", "StackName", "lender").status()).isEqualTo(200);
    await(
        () -> call("DescribeStacks", "StackName", "lender").text("Error/Code"), "ValidationError");
    assertThat(call("RollbackStack", "StackName", "borrower").status()).isEqualTo(200);
    await("borrower", "UPDATE_ROLLBACK_FAILED");

    assertRefused(
        call(
            "ContinueUpdateRollback", "StackName", "borrower", "ResourcesToSkip.member.1", "Thing"),
        400,
        "ValidationError",
        "ResourcesToSkip is not supported");
    create("lender", "TemplateBody", exporting);
    assertThat(call("ContinueUpdateRollback", "StackName", "borrower").status()).isEqualTo(200);

    await("borrower", "UPDATE_ROLLBACK_COMPLETE");
    assertThat(said("borrower")).isEqualTo("given");
  }

  private static void update(String stack, String template) throws Exception {
    Answer begun =
        call(
            "UpdateStack", "StackName", stack, "DisableRollback", "true", "TemplateBody", template);
    assertThat(begun.text("Error/Message")).isEmpty();
  }
}

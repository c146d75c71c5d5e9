package io.kiln.api.cfn;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CfnApiTest extends CfnUnderTest {

  @Test
  void aStackIsMadeShownAndDeleted() throws Exception {
    String id =
        create(
            "whole",
            "TemplateBody",
            TEMPLATE,
            "Parameters.member.1.ParameterKey",
            "Text",
            "Parameters.member.1.ParameterValue",
            "a<b&c",
            "Tags.member.1.Key",
            "team",
            "Tags.member.1.Value",
            "blue",
            "Capabilities.member.1",
            "CAPABILITY_IAM",
            "NotificationARNs",
            "");
    assertThat(id).startsWith("arn:openstack:heat::admin:stacks/whole/");

    Answer stack = call("DescribeStacks", "StackName", id);
    assertThat(stack.text("Stacks/member/StackId")).isEqualTo(id);
    assertThat(stack.all("Outputs/member/OutputValue")).containsExactly("a<b&c");
    assertThat(stack.all("Parameters/member/ParameterValue")).containsExactly("a<b&c", "******");
    assertThat(stack.text("Tags/member/Value")).isEqualTo("blue");
    assertThat(stack.text("Capabilities/member")).isEqualTo("CAPABILITY_IAM");
    assertThat(stack.text("DescribeStacksResult/Stacks/member/Description"))
        .isEqualTo("says what it is told");
    assertThat(stack.text("ResponseMetadata/RequestId")).startsWith("req-");

    Answer resources = call("ListStackResources", "StackName", "whole");
    assertThat(resources.text("member/LogicalResourceId")).isEqualTo("Thing");
    assertThat(resources.text("member/ResourceStatus")).isEqualTo("CREATE_COMPLETE");
    assertThat(
            call("DescribeStackResource", "StackName", "whole", "LogicalResourceId", "Thing")
                .text("StackResourceDetail/ResourceType"))
        .isEqualTo("OS::Heat::TestResource");
    assertThat(
            call("DescribeStackResources", "StackName", "whole")
                .text("StackResources/member/StackId"))
        .isEqualTo(id);

    Answer events = call("DescribeStackEvents", "StackName", "whole");
    assertThat(events.all("member/ResourceStatus").getFirst()).isEqualTo("CREATE_COMPLETE");
    assertThat(events.all("member/ResourceType").getFirst())
        .isEqualTo("AWS::CloudFormation::Stack");

    assertThat(call("GetTemplate", "StackName", "whole").text("TemplateBody")).isEqualTo(TEMPLATE);
    assertThat(call("ListStacks", "StackStatusFilter.member.1", "CREATE_COMPLETE").all("StackName"))
        .contains("whole");

    assertThat(call("DeleteStack", "StackName", "whole").status()).isEqualTo(200);
    await(id, "DELETE_COMPLETE");
    assertRefused(
        call("DescribeStacks", "StackName", "whole"),
        400,
        "ValidationError",
        "Stack with id whole does not exist");
    assertThat(call("DeleteStack", "StackName", "whole").status()).isEqualTo(200);
  }

  @Test
  void anUpdateKeepsWhatItIsToldToAndSaysWhenItWouldChangeNothing() throws Exception {
    create(
        "updated",
        "TemplateBody",
        TEMPLATE,
        "Parameters.member.1.ParameterKey",
        "Text",
        "Parameters.member.1.ParameterValue",
        "two");
    String[] same = {
      "StackName",
      "updated",
      "UsePreviousTemplate",
      "true",
      "Parameters.member.1.ParameterKey",
      "Text",
      "Parameters.member.1.UsePreviousValue",
      "true"
    };

    assertRefused(
        call("UpdateStack", same), 400, "ValidationError", "No updates are to be performed.");
    assertThat(call("UpdateStack", "StackName", "updated", "UsePreviousTemplate", "true").status())
        .isEqualTo(200);
    await("updated", "UPDATE_COMPLETE");
    assertThat(call("DescribeStacks", "StackName", "updated").text("Outputs/member/OutputValue"))
        .isEqualTo("one");
  }

  @Test
  void aRepeatedCreateWithItsTokenIsTheSame() throws Exception {
    String id = create("repeated", "TemplateBody", TEMPLATE, "ClientRequestToken", "t1");

    assertThat(
            call(
                    "CreateStack",
                    "StackName",
                    "repeated",
                    "TemplateBody",
                    TEMPLATE,
                    "ClientRequestToken",
                    "t1")
                .text("StackId"))
        .isEqualTo(id);
    assertRefused(
        call("CreateStack", "StackName", "repeated", "TemplateBody", TEMPLATE),
        400,
        "AlreadyExistsException",
        "Stack [repeated] already exists");
  }

  @Test
  void aChangeSetMakesAStackThatWasInReview() throws Exception {
    Answer created =
        call(
            "CreateChangeSet",
            "StackName",
            "reviewed",
            "ChangeSetName",
            "first",
            "ChangeSetType",
            "CREATE",
            "TemplateBody",
            TEMPLATE);
    assertThat(created.text("Error/Message")).isEmpty();
    assertThat(call("DescribeStacks", "StackName", "reviewed").text("Stacks/member/StackStatus"))
        .isEqualTo("REVIEW_IN_PROGRESS");
    assertThat(call("ListStacks").all("StackName")).contains("reviewed");
    Answer set = call("DescribeChangeSet", "ChangeSetName", "first", "StackName", "reviewed");
    assertThat(set.text("DescribeChangeSetResult/Status")).isEqualTo("CREATE_COMPLETE");
    assertThat(set.text("DescribeChangeSetResult/ExecutionStatus")).isEqualTo("AVAILABLE");
    assertThat(set.text("ResourceChange/Action")).isEqualTo("Add");
    assertThat(set.text("ResourceChange/LogicalResourceId")).isEqualTo("Thing");
    assertThat(set.all("ParameterValue")).containsExactly("one", "******");

    assertThat(call("ExecuteChangeSet", "ChangeSetName", "first", "StackName", "reviewed").status())
        .isEqualTo(200);
    await("reviewed", "CREATE_COMPLETE");
    assertThat(call("DescribeStacks", "StackName", "reviewed").text("Stacks/member/StackId"))
        .isEqualTo(created.text("StackId"));
    assertThat(
            call("DescribeChangeSet", "ChangeSetName", created.text("Id"))
                .text("DescribeChangeSetResult/ExecutionStatus"))
        .isEqualTo("EXECUTE_COMPLETE");
    assertRefused(
        call("ExecuteChangeSet", "ChangeSetName", created.text("Id")),
        400,
        "InvalidChangeSetStatus",
        "cannot be executed in its current execution status of [EXECUTE_COMPLETE]");
  }

  @Test
  void aChangeSetSaysWhatChangesAndIsStaleOnceSomethingElseDid() throws Exception {
    create("changed", "TemplateBody", TEMPLATE);
    String[] fields = {
      "StackName",
      "changed",
      "ChangeSetName",
      "three",
      "UsePreviousTemplate",
      "true",
      "Parameters.member.1.ParameterKey",
      "Text",
      "Parameters.member.1.ParameterValue",
      "three"
    };
    assertThat(call("CreateChangeSet", fields).status()).isEqualTo(200);
    assertRefused(call("CreateChangeSet", fields), 400, "AlreadyExistsException", "already exists");
    fields[3] = "four";
    fields[9] = "four";
    String other = call("CreateChangeSet", fields).text("Id");

    Answer set =
        call(
            "DescribeChangeSet",
            "ChangeSetName",
            "three",
            "StackName",
            "changed",
            "IncludePropertyValues",
            "true");
    assertThat(set.text("ResourceChange/Action")).isEqualTo("Modify");
    assertThat(set.text("ResourceChange/Replacement")).isEqualTo("False");
    assertThat(set.text("Details/member/Target/Name")).isEqualTo("value");
    assertThat(set.text("Details/member/Target/BeforeValue")).isEqualTo("one");
    assertThat(set.text("Details/member/Target/AfterValue")).isEqualTo("three");
    assertThat(call("DescribeChangeSet", "ChangeSetName", other).all("Target/AfterValue"))
        .isEmpty();

    call("ExecuteChangeSet", "ChangeSetName", "three", "StackName", "changed");
    await("changed", "UPDATE_COMPLETE");
    assertRefused(
        call("ExecuteChangeSet", "ChangeSetName", other),
        400,
        "InvalidChangeSetStatus",
        "[OBSOLETE]");
    assertThat(call("ListChangeSets", "StackName", "changed").all("ChangeSetName"))
        .containsExactly("three", "four");
    call("DeleteChangeSet", "ChangeSetName", other);
    assertRefused(
        call("DescribeChangeSet", "ChangeSetName", other), 404, "ChangeSetNotFound", "four");
  }

  @Test
  void aChangeSetWithoutChangesHasFailedInAwssWords() throws Exception {
    create("settled", "TemplateBody", TEMPLATE);

    call(
        "CreateChangeSet",
        "StackName",
        "settled",
        "ChangeSetName",
        "nothing",
        "UsePreviousTemplate",
        "true");

    Answer set = call("DescribeChangeSet", "ChangeSetName", "nothing", "StackName", "settled");
    assertThat(set.text("DescribeChangeSetResult/Status")).isEqualTo("FAILED");
    assertThat(set.text("StatusReason"))
        .contains("The submitted information didn't contain changes.");
    assertRefused(
        call("ExecuteChangeSet", "ChangeSetName", "nothing", "StackName", "settled"),
        400,
        "InvalidChangeSetStatus",
        "[UNAVAILABLE]");
  }

  @Test
  void aProtectedStackIsDeletedAndAbandonedByNobody() throws Exception {
    String id = create("kept", "TemplateBody", TEMPLATE, "EnableTerminationProtection", "true");

    assertRefused(
        call("DeleteStack", "StackName", "kept"),
        400,
        "ValidationError",
        "cannot be deleted while TerminationProtection is enabled");
    String path = "/v1/admin/stacks/" + id.substring(id.indexOf("kept"));
    for (String route : List.of(path, path + "/abandon")) {
      HttpResponse<String> heat =
          http.send(
              HttpRequest.newBuilder(URI.create(server.base() + route)).DELETE().build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(heat.statusCode()).as(route).isEqualTo(403);
      assertThat(heat.body()).contains("TerminationProtection");
    }

    call(
        "UpdateTerminationProtection", "StackName", "kept", "EnableTerminationProtection", "false");
    assertThat(call("DeleteStack", "StackName", "kept").status()).isEqualTo(200);
    await(id, "DELETE_COMPLETE");
  }

  @Test
  void aPolicyForbidsWhatNoStatementAllows() throws Exception {
    create("ruled", "TemplateBody", TEMPLATE);
    String policy =
        """
        {"Statement": [
          {"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"},
          {"Effect": "Deny", "Action": "Update:Modify", "Principal": "*",
           "Resource": "LogicalResourceId/Thi*"}]}
        """;
    assertThat(call("SetStackPolicy", "StackName", "ruled", "StackPolicyBody", policy).status())
        .isEqualTo(200);
    assertThat(call("GetStackPolicy", "StackName", "ruled").text("StackPolicyBody"))
        .isEqualTo(policy);
    String[] update = {
      "StackName",
      "ruled",
      "UsePreviousTemplate",
      "true",
      "Parameters.member.1.ParameterKey",
      "Text",
      "Parameters.member.1.ParameterValue",
      "other",
      "Ignored",
      ""
    };

    assertRefused(
        call("UpdateStack", update),
        400,
        "ValidationError",
        "Action denied by stack policy: Statement [#2] denies for resource"
            + " [LogicalResourceId/Thing] with action [Update:Modify]");
    update[8] = "StackPolicyDuringUpdateBody";
    update[9] = policy.replace("Deny", "Allow");
    assertThat(call("UpdateStack", update).status()).isEqualTo(200);
    await("ruled", "UPDATE_COMPLETE");
  }

  @Test
  void driftIsDetectedAndTold() throws Exception {
    create("looked-at", "TemplateBody", TEMPLATE);

    String id = call("DetectStackDrift", "StackName", "looked-at").text("StackDriftDetectionId");

    await(
        () ->
            call("DescribeStackDriftDetectionStatus", "StackDriftDetectionId", id)
                .text("DetectionStatus"),
        "DETECTION_COMPLETE");
    assertThat(
            call("DescribeStackResourceDrifts", "StackName", "looked-at").all("LogicalResourceId"))
        .containsExactly("Thing");
    assertThat(
            call("DetectStackResourceDrift", "StackName", "looked-at", "LogicalResourceId", "Thing")
                .text("StackResourceDrift/StackResourceDriftStatus"))
        .isNotEmpty();
    assertRefused(
        call("DescribeStackDriftDetectionStatus", "StackDriftDetectionId", "x"),
        400,
        "ValidationError",
        "does not exist");
  }

  @Test
  void aTemplateIsToldOfWithoutAStack() throws Exception {
    Answer summary = call("GetTemplateSummary", "TemplateBody", TEMPLATE);

    assertThat(summary.all("Parameters/member/ParameterKey")).containsExactly("Text", "Secret");
    assertThat(summary.text("ResourceTypes/member")).isEqualTo("OS::Heat::TestResource");
    assertThat(call("ValidateTemplate", "TemplateBody", TEMPLATE).all("NoEcho"))
        .containsExactly("false", "true");
    assertRefused(
        call("ValidateTemplate", "TemplateBody", TEMPLATE + "Nonsense: 1\n"),
        400,
        "ValidationError",
        "at TemplateBody:10:1");
    assertRefused(
        call("EstimateTemplateCost", "TemplateBody", TEMPLATE), 400, "ValidationError", "charged");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 400 | InvalidAction | Say which Action",
        "Action=Nothing | 400 | InvalidAction | Could not find operation Nothing",
        "Action=ListStacks&Version=1 | 400 | InvalidAction | version",
        "Action=ListStacks&Action=ListStacks | 400 | ValidationError | Action is given twice",
        "Action=ListStacks&a=%ff | 400 | ValidationError | a cannot be read: it is not UTF-8",
        "Action=ListStacks&a=%f | 400 | ValidationError | two hexadecimal digits",
        "Action=ListStacks&a=%00 | 400 | ValidationError | NUL",
        "Action=ListStacks&NextToken=x | 400 | ValidationError | NextToken",
        "Action=ListExports&NextToken=-1 | 400 | ValidationError | NextToken",
        "Action=DescribeStacks&StackName=nosuch | 400 | ValidationError | Stack with id nosuch",
        "Action=DescribeStacks&StackName=arn:x | 400 | ValidationError | does not exist",
        "Action=CreateStack | 400 | ValidationError | Value null at 'StackName'",
        "Action=CreateStack&StackName=1a | 400 | ValidationError | regular expression",
        "Action=CreateStack&StackName=a | 400 | ValidationError | Template Body must be specified",
        "Action=CreateStack&StackName=a&TemplateBody=x | 400 | ValidationError | TemplateBody",
        "Action=CreateStack&StackName=a&TemplateURL=http://x | 400 | ValidationError | not fetched",
        "Action=CreateStack&StackName=a&Tags.member.x.Key=a | 400 | ValidationError | from 1",
        "Action=CreateStack&StackName=a&Tags.member.1=a | 400 | ValidationError |"
            + " Tags.member.1.Key",
        "Action=CreateStack&StackName=a&Capabilities.member.1=X | 400 | ValidationError |"
            + " capability",
        "Action=CreateStack&StackName=a&TemplateBody=x&TimeoutInMinutes=x | 400 | ValidationError |"
            + " whole number",
        "Action=CreateStack&StackName=a&TemplateBody=x&DisableRollback=x | 400 | ValidationError |"
            + " true or false",
        "Action=CreateStack&StackName=a&TemplateBody=x&OnFailure=x | 400 | ValidationError | enum",
        "Action=CreateStack&StackName=a&TemplateBody=x&DisableRollback=true&OnFailure=DELETE | 400"
            + " | ValidationError | not both",
        "Action=UpdateStack&StackName=nosuch | 400 | ValidationError | Stack [nosuch] does not"
            + " exist",
        "Action=SetStackPolicy&StackName=nosuch | 400 | ValidationError | does not exist",
        "Action=ListImports&ExportName=x | 400 | ValidationError | is not imported by any stack",
        "Action=ExecuteChangeSet&ChangeSetName=x | 400 | ValidationError | StackName must be",
      })
  void whatMakesNoSenseIsRefusedWithTheReason(String body, int status, String code, String message)
      throws Exception {
    assertRefused(post(body), status, code, message);
  }

  /** Any page may have a browser get an address, with nothing but a password that it remembers. */
  @Test
  void whatAPageMayAskForByAnImageChangesNothing() throws Exception {
    create("kept", "TemplateBody", TEMPLATE);

    assertThat(get("Action=DescribeStacks&StackName=kept").status()).isEqualTo(200);
    assertRefused(
        get("Action=DeleteStack&StackName=kept"),
        400,
        "ValidationError",
        "DeleteStack may change something: send it by POST");
    assertThat(
            get("Action=DeleteStack&StackName=kept", "Authorization", "Basic YTpi")
                .text("Error/Code"))
        .isEqualTo("ValidationError");
    assertThat(call("DescribeStacks", "StackName", "kept").text("Stacks/member/StackStatus"))
        .isEqualTo("CREATE_COMPLETE");
    assertThat(get("Action=DeleteStack&StackName=kept", "X-Auth-Token", "any").status())
        .isEqualTo(200);
    assertThat(get("Action=DeleteStack&StackName=kept", "Authorization", "Bearer any").status())
        .isEqualTo(200);
  }

  private static Answer get(String query, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.base() + "/cfn/v1?" + query));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return Answer.of(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
  }

  @Test
  void aListWithoutEndIsRefused() throws Exception {
    StringBuilder body = new StringBuilder("Action=CreateStack");
    for (int i = 1; i <= 10_001; i++) {
      body.append("&a").append(i);
    }

    assertThat(body.length()).isLessThan(65_536 + 20_000);
    assertThat(post(body.toString()).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"Statement\": []",
        "{\"Statement\": 1}",
        "{\"Statement\": {\"Effect\": \"Perhaps\"}}",
        "{\"Statement\": {\"Effect\": \"Deny\", \"Principal\": \"me\"}}",
        "{\"Statement\": {\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\":"
            + " \"Update:Modify\", \"Resource\": \"****a*b*c*d\"}}",
      })
  void aPolicyThatIsNoneIsRefused(String policy) throws Exception {
    assertThat(
            call(
                    "CreateStack",
                    "StackName",
                    "a",
                    "TemplateBody",
                    TEMPLATE,
                    "StackPolicyBody",
                    policy)
                .text("Error/Message"))
        .contains("stack policy");
  }

  @Test
  void anotherMethodAndAnotherBodyAreRefusedInXml() throws Exception {
    for (HttpRequest request :
        new HttpRequest[] {
          HttpRequest.newBuilder(URI.create(server.base() + "/cfn/v1")).DELETE().build(),
          HttpRequest.newBuilder(URI.create(server.base() + "/cfn/v1"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build(),
          HttpRequest.newBuilder(URI.create(server.base() + "/cfn/v1"))
              .POST(HttpRequest.BodyPublishers.ofString("x".repeat(100_000)))
              .build()
        }) {
      Answer answer = Answer.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text("Error/Code")).isEqualTo("ValidationError");
    }
  }
}

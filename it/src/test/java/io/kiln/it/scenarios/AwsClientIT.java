package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.it.harness.AwsClient;
import io.kiln.it.harness.Eventually;
import io.kiln.it.harness.Scratch;
import io.kiln.it.harness.Server;
import io.kiln.it.harness.Site;
import io.kiln.it.harness.Stock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Debian's AWS client, which knows only CloudFormation. */
class AwsClientIT {

  private static final Path FILES = Scratch.folder("aws-templates");
  private static final Path TEMPLATE = FILES.resolve("main.yaml");

  private static final String SECRET = "only-for-these-tests-0123456789";

  @RegisterExtension final Site site = Site.simulated();

  @BeforeAll
  static void files() throws IOException {
    Files.writeString(
        TEMPLATE,
        """
        AWSTemplateFormatVersion: "2010-09-09"
        Description: says what it is told
        Parameters:
          Text: {Type: String, Default: one}
          Password: {Type: String, NoEcho: true, Default: hidden}
        Resources:
          Thing: {Type: "OS::Heat::Value", Properties: {value: !Ref Text}}
          Random: {Type: "OS::Heat::RandomString", Properties: {length: 8}}
        Outputs:
          Said: {Value: !GetAtt Thing.value, Export: {Name: !Sub "${AWS::StackName}-said"}}
        """);
  }

  private AwsClient aws() {
    return AwsClient.at(site.server().url() + "/cfn/v1", "anything", "anything");
  }

  private static JsonNode stack(AwsClient aws, String name) {
    return aws.run("describe-stacks", "--stack-name", name).json().path("Stacks").path(0);
  }

  private static List<String> texts(JsonNode list, String field) {
    return list.valueStream().map(each -> each.path(field).asString()).toList();
  }

  @Test
  void aStackIsDeployedTwiceAndAThirdTimeThereIsNothingToDo() {
    AwsClient aws = aws();
    String name = Site.marked("deployed");
    String[] deploy = {
      "deploy",
      "--stack-name",
      name,
      "--template-file",
      TEMPLATE.toString(),
      "--parameter-overrides",
      "Text=first"
    };

    assertThat(aws.run(deploy).code()).isZero();
    JsonNode made = stack(aws, name);
    site.adopt(name, made.path("StackId").asString().replaceFirst(".*/", ""));
    assertThat(made.path("StackStatus").asString()).isEqualTo("CREATE_COMPLETE");
    assertThat(made.path("Outputs").path(0).path("OutputValue").asString()).isEqualTo("first");
    assertThat(made.path("Parameters").toString()).doesNotContain("hidden");

    deploy[6] = "Text=second";
    assertThat(aws.run(deploy).code()).isZero();
    JsonNode changed = stack(aws, name);
    assertThat(changed.path("StackStatus").asString()).isEqualTo("UPDATE_COMPLETE");
    assertThat(changed.path("Outputs").path(0).path("OutputValue").asString()).isEqualTo("second");

    Stock.Ended third = aws.run(deploy);
    assertThat(third.code()).as(third.toString()).isZero();
    assertThat(third.out() + third.err()).contains("No changes to deploy");
  }

  @Test
  void aStackIsMadeWatchedProtectedAndDeleted() {
    AwsClient aws = aws();
    String name = Site.marked("made");
    String id =
        aws.run(
                "create-stack",
                "--stack-name",
                name,
                "--template-body",
                "file://" + TEMPLATE,
                "--tags",
                "Key=team,Value=blue")
            .json()
            .path("StackId")
            .asString();
    site.adopt(name, id.replaceFirst(".*/", ""));
    assertThat(aws.run("wait", "stack-create-complete", "--stack-name", name).code()).isZero();

    assertThat(stack(aws, id).path("Tags").path(0).path("Value").asString()).isEqualTo("blue");
    assertThat(
            texts(
                aws.run("describe-stack-events", "--stack-name", name).json().path("StackEvents"),
                "ResourceStatus"))
        .startsWith("CREATE_COMPLETE")
        .endsWith("CREATE_IN_PROGRESS");
    assertThat(
            texts(
                aws.run("list-stack-resources", "--stack-name", name)
                    .json()
                    .path("StackResourceSummaries"),
                "LogicalResourceId"))
        .containsExactlyInAnyOrder("Thing", "Random");
    assertThat(aws.run("get-template", "--stack-name", name).json().path("TemplateBody").asString())
        .contains("says what it is told");
    assertThat(texts(aws.run("list-exports").json().path("Exports"), "Name"))
        .contains(name + "-said");

    String look =
        aws.run("detect-stack-drift", "--stack-name", name)
            .json()
            .path("StackDriftDetectionId")
            .asString();
    Eventually.until(
        "the look ends",
        Duration.ofSeconds(60),
        () ->
            aws.run("describe-stack-drift-detection-status", "--stack-drift-detection-id", look)
                .out()
                .contains("DETECTION_COMPLETE"),
        () -> "it does not");

    protect(aws, name, "--enable-termination-protection");
    assertThat(aws.run("delete-stack", "--stack-name", name).err())
        .contains("TerminationProtection is enabled");
    protect(aws, name, "--no-enable-termination-protection");
    assertThat(aws.run("delete-stack", "--stack-name", name).code()).isZero();
    assertThat(aws.run("wait", "stack-delete-complete", "--stack-name", id).code()).isZero();
    assertThat(stack(aws, id).path("StackStatus").asString()).isEqualTo("DELETE_COMPLETE");
  }

  private static void protect(AwsClient aws, String name, String how) {
    assertThat(aws.run("update-termination-protection", "--stack-name", name, how).code()).isZero();
  }

  @Test
  void aChangeSetIsMadeReadAndExecuted() {
    AwsClient aws = aws();
    String name = Site.marked("planned");
    String set = changeSet(aws, name, "CREATE", "Text=a");
    assertThat(stack(aws, name).path("StackStatus").asString()).isEqualTo("REVIEW_IN_PROGRESS");
    assertThat(aws.run("execute-change-set", "--change-set-name", set).code()).isZero();
    assertThat(aws.run("wait", "stack-create-complete", "--stack-name", name).code()).isZero();
    site.adopt(name, stack(aws, name).path("StackId").asString().replaceFirst(".*/", ""));

    String next = changeSet(aws, name, "UPDATE", "Text=b");
    JsonNode change =
        aws.run("describe-change-set", "--change-set-name", next)
            .json()
            .path("Changes")
            .path(0)
            .path("ResourceChange");
    assertThat(change.path("LogicalResourceId").asString()).isEqualTo("Thing");
    assertThat(change.path("Action").asString()).isEqualTo("Modify");
    assertThat(aws.run("execute-change-set", "--change-set-name", next).code()).isZero();
    assertThat(aws.run("wait", "stack-update-complete", "--stack-name", name).code()).isZero();
    assertThat(aws.run("execute-change-set", "--change-set-name", next).err())
        .contains("InvalidChangeSetStatus");
  }

  private static String changeSet(AwsClient aws, String stack, String type, String parameter) {
    String[] pair = parameter.split("=", 2);
    String id =
        aws.run(
                "create-change-set",
                "--stack-name",
                stack,
                "--change-set-name",
                "set-" + pair[1],
                "--change-set-type",
                type,
                "--template-body",
                "file://" + TEMPLATE,
                "--parameters",
                "ParameterKey=%s,ParameterValue=%s".formatted(pair[0], pair[1]))
            .json()
            .path("Id")
            .asString();
    assertThat(aws.run("wait", "change-set-create-complete", "--change-set-name", id).code())
        .isZero();
    return id;
  }

  @Test
  void withAccessKeysEachProjectIsToItself() throws IOException {
    AwsClient.at("nowhere", "any", "any"); // Skips before a server is started for it.
    Path keys = FILES.resolve("keys.yaml");
    Files.writeString(
        keys,
        """
        keys:
          - {id: BLUE, secret: %s, project: blue}
          - {id: GREEN, secret: %s, project: green, role: reader}
        """
            .formatted(SECRET, SECRET));
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    try (Server server = Server.start(Optional.empty(), "--access-keys", keys.toString())) {
      String endpoint = server.url() + "/cfn/v1";
      AwsClient blue = AwsClient.at(endpoint, "BLUE", SECRET);
      AwsClient green = AwsClient.at(endpoint, "GREEN", SECRET);

      assertThat(
              blue.run("deploy", "--stack-name", "hers", "--template-file", TEMPLATE.toString())
                  .code())
          .isZero();
      assertThat(green.run("describe-stacks", "--stack-name", "hers").err())
          .contains("Stack with id hers does not exist");
      assertThat(green.run("delete-stack", "--stack-name", "hers").err()).contains("AccessDenied");
      assertThat(AwsClient.at(endpoint, "BLUE", "wrong").run("list-stacks").err())
          .contains("SignatureDoesNotMatch");
      assertThat(AwsClient.at(endpoint, "NOBODY", SECRET).run("list-stacks").err())
          .contains("InvalidClientTokenId");
      assertThat(blue.run("delete-stack", "--stack-name", "hers").code()).isZero();
      assertThat(blue.run("wait", "stack-delete-complete", "--stack-name", "hers").code()).isZero();
    }
  }
}

package io.kiln.api.cfn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What stacks give to one another by name, whatever expression the name is. */
class ExportsTest extends CfnUnderTest {

  private static final String EXPORTING =
      """
      Parameters: {Name: {Type: String}}
      Resources:
        Net: {Type: OS::Heat::TestResource, Properties: {value: ten}}
      Outputs:
        Id: {Value: !GetAtt Net.output, Export: {Name: !Ref Name}}
      """;

  private static final String IMPORTING =
      """
      Parameters:
        Stage: {Type: String, Default: prod}
        Far: {Type: String, Default: "no"}
      Mappings:
        Nets: {prod: {name: net}, test: {name: other}}
      Conditions:
        IsFar: !Equals [!Ref Far, "yes"]
      Resources:
        User:
          Type: OS::Heat::TestResource
          Properties:
            value:
              Fn::ImportValue:
                Fn::Join: ["-", [!FindInMap [Nets, !Ref Stage, name], !Ref "Stage", id]]
        Other:
          Type: OS::Heat::TestResource
          Properties:
            value: !If [IsFar, !ImportValue far-id, near]
      Outputs:
        Got: {Value: !GetAtt User.output}
      """;

  private static String export(String stack, String name) throws Exception {
    return create(
        stack,
        "TemplateBody",
        EXPORTING,
        "Parameters.member.1.ParameterKey",
        "Name",
        "Parameters.member.1.ParameterValue",
        name);
  }

  @Test
  void anImportIsFoundWhateverExpressionItsNameIs() throws Exception {
    String exporter = export("exporter", "net-prod-id");
    create("importer", "TemplateBody", IMPORTING);
    assertThat(call("DescribeStacks", "StackName", "importer").text("Outputs/member/OutputValue"))
        .isEqualTo("ten");

    Answer exports = call("ListExports");
    assertThat(exports.all("Exports/member/Name")).contains("net-prod-id");
    assertThat(exports.all("Exports/member/ExportingStackId")).contains(exporter);
    assertThat(exports.all("Exports/member/Value")).contains("ten");
    assertThat(call("ListImports", "ExportName", "net-prod-id").text("Imports/member"))
        .isEqualTo("importer");
    assertRefused(
        call("ListImports", "ExportName", "net-test-id"),
        400,
        "ValidationError",
        "is not imported by any stack");
  }

  @Test
  void whatIsImportedFollowsTheParameters() throws Exception {
    export("near-exporter", "other-test-id");
    export("far-exporter", "far-id");
    String[] importer = {
      "TemplateBody", IMPORTING,
      "Parameters.member.1.ParameterKey", "Stage",
      "Parameters.member.1.ParameterValue", "test",
      "Parameters.member.2.ParameterKey", "Far",
      "Parameters.member.2.ParameterValue", "no"
    };
    create("chooser", importer);
    assertRefused(
        call("ListImports", "ExportName", "far-id"),
        400,
        "ValidationError",
        "is not imported by any stack");
    assertRefused(
        call("DeleteStack", "StackName", "near-exporter"),
        400,
        "ValidationError",
        "Export other-test-id cannot be deleted as it is in use by chooser");

    importer[9] = "yes";
    String[] update = java.util.Arrays.copyOf(importer, importer.length + 2);
    update[importer.length] = "StackName";
    update[importer.length + 1] = "chooser";
    assertThat(call("UpdateStack", update).status()).isEqualTo(200);
    await("chooser", "UPDATE_COMPLETE");
    assertThat(call("ListImports", "ExportName", "far-id").text("Imports/member"))
        .isEqualTo("chooser");

    call("DeleteStack", "StackName", "chooser");
    await(
        () -> call("DescribeStacks", "StackName", "chooser").text("Error/Code"), "ValidationError");
    assertThat(call("DeleteStack", "StackName", "far-exporter").status()).isEqualTo(200);
  }
}

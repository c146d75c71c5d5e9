package io.kiln.templates.corpus;

import io.kiln.templates.model.Elsewhere;
import io.kiln.templates.model.Site;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;

/** A small world around the stacks of the golden files. */
final class SampleElsewhere implements Elsewhere {

  static final Site SITE =
      new Site("eu-north-1", "openstack", "openstack.internal", List.of("north-a", "north-b"));

  private static final Map<String, Value> EXPORTS =
      Map.of(
          "net-VpcId", Value.text("vpc-1"),
          "demo-Subnets", Value.text("subnet-1,subnet-2"));

  private static final Map<String, String> KEPT =
      Map.of(
          "ssm:/app/color", "green",
          "ssm:/app/color:3", "blue",
          "ssm:/app/ports", "80, 443",
          "ssm-secure:/app/token", "hush-token",
          "secretsmanager:db:SecretString:password", "hush-password");

  private static final Map<String, List<String>> EXISTING =
      Map.of("AWS::EC2::VPC::Id", List.of("vpc-1", "vpc-2"));

  @Override
  public boolean keeps(Store store) {
    return true;
  }

  @Override
  public Answer ask(Question question, StackIdentity asking) {
    return switch (question) {
      case Question.Export(String name) when name.equals("being-made") ->
          new Answer.Open("export being-made");
      case Question.Export(String name) ->
          known(EXPORTS.get(name), "no stack of the project %s exports it", asking.project());
      case Question.StackOutput(String stack, String output, var region, var role) ->
          stack.equals("net") && output.equals("VpcId") && role.isEmpty()
              ? new Answer.Known(Value.text("vpc-1" + region.map(name -> "@" + name).orElse("")))
              : new Answer.Missing("there is no such stack");
      case Question.Kept(Store store, String key) -> {
        String kept = KEPT.get(store.written() + ":" + key);
        yield kept == null
            ? new Answer.Missing("there is no such entry")
            : new Answer.Known(Value.text(kept));
      }
      case Question.Existing(String type) -> {
        List<String> ids = EXISTING.get(type);
        yield ids == null
            ? new Answer.Missing("nobody knows this type")
            : new Answer.Known(Value.list(ids.stream().map(Value::text).toList()));
      }
      case Question.Attribute(String type, String id, String attribute) ->
          attribute.equals("VpcId")
              ? new Answer.Known(Value.text(id.startsWith("subnet-1") ? "vpc-1" : "vpc-2"))
              : new Answer.Missing("a %s has no such attribute".formatted(type));
    };
  }

  private static Answer known(
      @org.jspecify.annotations.Nullable Value value, String otherwise, String project) {
    return value == null
        ? new Answer.Missing(otherwise.formatted(project))
        : new Answer.Known(value);
  }
}

package io.kiln.templates.cfn;

import io.kiln.templates.dialect.CfnDialect;
import io.kiln.templates.parameter.ParameterForm;
import io.kiln.templates.parameter.ParameterForm.Manner;
import io.kiln.templates.parameter.ParameterType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The parameter types of CloudFormation, and what Heat has besides. */
final class ParameterTypes {

  private static final String KEPT = "AWS::SSM::Parameter::Value<";
  private static final String LIST = "List<";

  /** The types whose values name something that exists in the account. */
  private static final List<String> OF_AWS =
      List.of(
          "AWS::EC2::AvailabilityZone::Name",
          "AWS::EC2::Image::Id",
          "AWS::EC2::Instance::Id",
          "AWS::EC2::KeyPair::KeyName",
          "AWS::EC2::SecurityGroup::GroupName",
          "AWS::EC2::SecurityGroup::Id",
          "AWS::EC2::Subnet::Id",
          "AWS::EC2::VPC::Id",
          "AWS::EC2::Volume::Id",
          "AWS::Route53::HostedZone::Id");

  private ParameterTypes() {}

  static Optional<ParameterForm> of(String name, CfnDialect dialect) {
    boolean aws = dialect == CfnDialect.AWS;
    Optional<ParameterType> plain =
        Arrays.stream(ParameterType.values()).filter(type -> type.shown().equals(name)).findFirst();
    if (plain.isPresent()) {
      Manner manner = aws ? Manner.AWS : Manner.HEAT;
      return Optional.of(new ParameterForm(name, plain.get(), manner, false));
    }
    if (!aws) {
      return Optional.empty();
    }
    if (name.startsWith(KEPT) && name.endsWith(">")) {
      return of(name.substring(KEPT.length(), name.length() - 1), dialect)
          .filter(inner -> !inner.kept())
          .map(inner -> new ParameterForm(name, inner.type(), inner.manner(), true));
    }
    if (name.startsWith(LIST) && name.endsWith(">")) {
      String item = name.substring(LIST.length(), name.length() - 1);
      return item.equals("Number")
          ? list(name, Manner.AWS_NUMBERS)
          : item.equals("String") || OF_AWS.contains(item)
              ? list(name, Manner.AWS)
              : Optional.empty();
    }
    return OF_AWS.contains(name) || name.equals("AWS::SSM::Parameter::Name")
        ? Optional.of(new ParameterForm(name, ParameterType.STRING, Manner.AWS, false))
        : Optional.empty();
  }

  private static Optional<ParameterForm> list(String name, Manner manner) {
    return Optional.of(new ParameterForm(name, ParameterType.COMMA_DELIMITED_LIST, manner, false));
  }

  /** All names, for hints. */
  static List<String> names(CfnDialect dialect) {
    List<String> names =
        new ArrayList<>(Arrays.stream(ParameterType.values()).map(ParameterType::shown).toList());
    if (dialect == CfnDialect.AWS) {
      names.addAll(List.of("List<Number>", "List<String>", "AWS::SSM::Parameter::Name"));
      names.addAll(OF_AWS);
      OF_AWS.forEach(type -> names.add(LIST + type + ">"));
      List.of("String", "List<String>", "CommaDelimitedList")
          .forEach(type -> names.add(KEPT + type + ">"));
    }
    return names;
  }
}

package io.kiln.templates.catalogue;

import static io.kiln.templates.catalogue.Code.error;
import static io.kiln.templates.catalogue.Code.warning;

import java.util.List;

/** What can be wrong in CloudFormation templates only. */
final class OfCloudFormation {

  static final List<Code> CODES =
      List.of(
          error(
              "ambiguous-version",
              "The template carries the version keys of two dialects, so nobody can tell which it"
                  + " is written in.",
              "Keep one of heat_template_version, HeatTemplateFormatVersion and"
                  + " AWSTemplateFormatVersion."),
          error(
              "function-beside-keys",
              "A map has a function among other keys. It would be plain data, which is never"
                  + " meant.",
              "Give the function a map of its own; check the indentation."),
          error(
              "invalid-dynamic-reference",
              "A dynamic reference is not of the form {{resolve:service:key}}.",
              "Name one of the services ssm, ssm-secure and secretsmanager, and a key."),
          error(
              "invalid-export",
              "The name that an output is exported by is not a text.",
              "Write a text, or a function of parameters that gives one."),
          error(
              "invalid-loop",
              "Fn::ForEach is not of its form, does not run over a list of texts, or writes out"
                  + " more than is sensible.",
              "Write [Identifier, [item, ...], {key: value}]; the items may come from a parameter"
                  + " or a mapping."),
          error(
              "needs-transform",
              "Loops, Fn::Length, Fn::ToJsonString, default values of Fn::FindInMap, and functions"
                  + " in places that otherwise take none, are language extensions.",
              "Add Transform: AWS::LanguageExtensions to the template."),
          error(
              "rule-violated",
              "The values of the parameters break an assertion of the template's Rules.",
              "Give other values; the message is the assertion's own description, if it has one."),
          error(
              "unknown-existing",
              "A rule asks about things that exist already, and nobody here can tell.",
              "Compare parameters with each other or with lists instead."),
          error(
              "unknown-export",
              "No stack that this one may see exports an output by this name.",
              "Create the exporting stack first, or correct the name."),
          error(
              "unknown-function",
              "A map looks like the call of a function, but there is none of that name.",
              "Correct the name."),
          error(
              "unknown-mapping",
              "Fn::FindInMap asks for a map or a key that the section Mappings does not have.",
              "Correct the name, add the entry, or, with the language extensions, give a"
                  + " DefaultValue."),
          error(
              "unknown-region",
              "The zones of a region are asked for that this is not.",
              "Leave the region empty, which means the one this runs in."),
          error(
              "unknown-stack-output",
              "There is no such stack to be seen from here, or it has no such output.",
              "Correct the names of the stack and the output."),
          warning(
              "unportable-name",
              "The name of a resource has characters that AWS does not take there. Heat does.",
              "Use letters and digits only, if the template shall run on AWS too."),
          error(
              "unresolved-reference",
              "What a dynamic reference names could not be had: there is no such entry, or no such"
                  + " store here.",
              "Correct the reference, or give the value by a parameter with NoEcho."),
          error(
              "unsupported-transform",
              "A transform is a program that rewrites the template. Only"
                  + " AWS::LanguageExtensions is built in; no other runs here.",
              "Send the template as the transform makes it."));

  private OfCloudFormation() {}
}

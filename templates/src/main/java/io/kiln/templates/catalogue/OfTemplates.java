package io.kiln.templates.catalogue;

import static io.kiln.templates.catalogue.Code.error;
import static io.kiln.templates.catalogue.Code.warning;

import java.util.List;

/** What is wrong with the parts of a template or environment, and with what they name. */
final class OfTemplates {

  static final List<Code> CODES =
      List.of(
          error(
              "circular-condition",
              "A condition needs itself to be decided, perhaps by way of others. The message names"
                  + " them in turn.",
              "Make one of them a plain comparison."),
          error(
              "circular-dependency",
              "Resources wait for each other, so that none can be the first. The message is the"
                  + " shortest way around, with the place of every reference on it.",
              "Cut one of the references: give a value directly, or by a third resource that both"
                  + " may wait for."),
          error(
              "conflicting-merge-strategy",
              "Two environments say differently how one parameter's values are to be merged.",
              "Say it in one of them, or the same in both."),
          error(
              "facade-mismatch",
              "A registry puts a template in the place of a type that exists, but the template does"
                  + " not take what the type takes, wants more, or does not give what it gives.",
              "Give the template the parameters and outputs of the type, with the same types; or"
                  + " map a type of a name of its own."),
          warning(
              "function-too-new",
              "The only key of this map is the name of a function that came with a later version of"
                  + " the language. In this version it is plain data, as in Heat.",
              "Raise heat_template_version to the version that has it; or, if data is meant, give"
                  + " the map a second key."),
          error(
              "grouped-twice",
              "A parameter stands in two parameter groups, or twice in one.",
              "Leave it in one."),
          error(
              "invalid-constraint",
              "A constraint of a parameter is not of a form that Heat knows, or is not for a"
                  + " parameter of this type.",
              "Use length, range, modulo, allowed_values, allowed_pattern or custom_constraint, one"
                  + " for each item of the list."),
          error(
              "invalid-default",
              "A parameter's default is not of its type or breaks its own constraints, so that the"
                  + " template cannot be used without a value.",
              "Correct the default, the type or the constraint."),
          error(
              "invalid-deletion-policy",
              "deletion_policy says what becomes of the real thing when its resource goes. This is"
                  + " none of the things it can say.",
              "Write delete, retain or snapshot."),
          error(
              "invalid-environment",
              "A part of an environment is not of the form that Heat reads.",
              "The message says what stands there and what should. The sections are parameters,"
                  + " parameter_defaults, resource_registry, parameter_merge_strategies,"
                  + " encrypted_param_names and event_sinks."),
          error(
              "invalid-key",
              "A key is none of those that its part of the template has in this version.",
              "Correct the key; some came with later versions: condition and external_id with"
                  + " 2016-10-14, tags of parameters with 2018-03-02."),
          error(
              "invalid-name",
              "A resource's name is empty or holds a slash. Paths of nested resources are written"
                  + " with slashes.",
              "Choose another name."),
          error(
              "invalid-parameter-type",
              "A parameter has a type that does not exist.",
              "Write string, number, boolean, comma_delimited_list or json."),
          error(
              "invalid-section",
              "A section of the template does not exist in its version, or is not of the form it"
                  + " must have.",
              "Correct the section's name or form. Conditions came with 2016-10-14."),
          error(
              "invalid-version",
              "There is no version of the language of this date or name.",
              "Write one of those that the message lists; the newest is 2021-04-16 (wallaby)."),
          error(
              "missing-key",
              "A part lacks a key that it cannot be without.",
              "Add the key: type for a resource or parameter, value for an output, parameters for a"
                  + " group."),
          error(
              "missing-template",
              "A resource's type, or what a registry puts in its place, is a template that is not"
                  + " there. Nothing is fetched from elsewhere.",
              "Correct the name, which starts from the folder of the file it stands in; when"
                  + " calling the API by hand, send the text in files."),
          error(
              "missing-version",
              "The text has no heat_template_version, so nothing says what language it is in.",
              "Begin with heat_template_version: 2021-04-16."),
          error(
              "name-taken",
              "A parameter and a resource have the same name.",
              "Rename one of them."),
          error(
              "nested-stacks-too-deep",
              "Templates use templates to a greater depth than Heat allows, perhaps because one"
                  + " uses itself.",
              "Flatten the stack, or break the circle."),
          error(
              "not-a-template",
              "The text is a list or a single value. A template is a map of sections.",
              "Begin with heat_template_version and put the rest into sections."),
          error(
              "too-many-resources",
              "The tree of stacks has more resources than one is allowed to have.",
              "Divide it into several stacks."),
          error(
              "unknown-type",
              "There is no resource type of this name, and no environment maps it to one.",
              "Correct the name, or pass the environment whose resource_registry has it."),
          error(
              "unmergeable-parameter",
              "Values of this type cannot be merged: what would the sum of two truth values be?",
              "Take the strategy away; the later value wins then."));

  private OfTemplates() {}
}

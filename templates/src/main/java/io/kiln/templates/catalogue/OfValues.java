package io.kiln.templates.catalogue;

import static io.kiln.templates.catalogue.Code.error;
import static io.kiln.templates.catalogue.Code.warning;

import java.util.List;

/** What is wrong with values: of parameters, of properties, and on the way through functions. */
final class OfValues {

  static final List<Code> CODES =
      List.of(
          error(
              "invalid-argument",
              "A function was given something it cannot work with.",
              "The message says what it takes. The reference of the language has an example of"
                  + " every function."),
          error(
              "invalid-condition",
              "Where a condition stands there is something that is neither true nor false.",
              "Write the name of a condition, true, false, or a function such as equals."),
          error(
              "invalid-parameter",
              "A value given for a parameter is not of its type or breaks a constraint.",
              "Give another value. The message is the constraint's own description, if it has"
                  + " one."),
          error(
              "invalid-property",
              "A property's value is not of the type that its resource type takes, or breaks a"
                  + " constraint.",
              "Correct the value; the reference of resource types says what each property takes."),
          error(
              "invalid-reference",
              "A function or depends_on names a resource that the template does not have, or that"
                  + " its condition leaves out.",
              "Correct the name. For a resource with a condition use if, or give the part that"
                  + " refers to it the same condition."),
          error(
              "invalid-yaql",
              "A yaql expression cannot be read, or fails for the data it is given.",
              "The message names the position in the expression."),
          error(
              "missing-file",
              "get_file names a file that is not there. Nothing is fetched from elsewhere.",
              "Correct the name, which starts from the folder of the template; when calling the API"
                  + " by hand, send the content in files."),
          error(
              "missing-parameter",
              "A parameter without a default was given no value.",
              "Give one with -P name=value or in an environment, or add a default. Checking a"
                  + " template alone does not need values."),
          error(
              "missing-property",
              "A resource lacks a property that its type cannot do without.",
              "Add the property."),
          error(
              "misplaced-function",
              "Conditions have functions of their own: comparisons and get_param. Nothing that"
                  + " exists only when the stack does can decide what the stack has.",
              "Compare parameters, with equals, not, and, or."),
          warning(
              "null-condition",
              "A condition that is null counts as true in Heat.",
              "Write true, or what is meant."),
          error(
              "removed-function",
              "The function was taken out of the language before this version.",
              "Use its successor: get_param or get_resource for Ref, list_join for Fn::Join,"
                  + " str_replace for Fn::Replace, str_split for Fn::Split, a path in get_param or"
                  + " get_attr for Fn::Select."),
          error(
              "unknown-attribute",
              "get_attr asks for an attribute that the resource's type does not have.",
              "Correct the name; the attributes of a template used as a type are its outputs."),
          error(
              "unknown-condition",
              "A name stands where a condition is wanted, but the template declares none of that"
                  + " name.",
              "Correct the name, or add it to the section conditions."),
          error(
              "unknown-parameter",
              "get_param or a parameter group names a parameter that the template does not"
                  + " declare.",
              "Correct the name, or declare the parameter."),
          error(
              "unknown-property",
              "The resource's type has no property of this name.",
              "Correct the name; the properties of a template used as a type are its parameters."),
          error(
              "unknown-user-parameter",
              "A value was given for a parameter that the template does not have.",
              "Correct the name, or move the value to parameter_defaults, which are for whatever"
                  + " template has such a parameter."),
          error(
              "immutable-parameter",
              "An update gives another value to a parameter that its template calls immutable.",
              "Leave the value as it is, or make a new stack."),
          warning(
              "unchecked-constraint",
              "A constraint asks a service of a cloud, such as whether a flavor exists. There is"
                  + " none here, so any value passes.",
              "Nothing; or give allowed_values or an allowed_pattern instead."),
          error(
              "unknown-constraint",
              "No custom constraint has this name, so that no value could ever satisfy it.",
              "Correct the name."),
          warning(
              "unused-key",
              "An output has a key that nobody looks at. Often it is one that is misspelt.",
              "Correct the key, or take it away."),
          warning(
              "unused-argument",
              "A function ignores a part of what it is given, as in Heat. Often it is a key that is"
                  + " misspelt.",
              "Correct the key, or take it away."),
          error(
              "value-too-deep",
              "A value is nested deeper than any consumer of it could read.",
              "Build the value with fewer levels."),
          error(
              "value-too-large",
              "Functions make a value, or all values together, larger than is sensible. Exploding"
                  + " repeats and replacements end here, before they fill a server's memory.",
              "Make less of it: fewer items in repeat, shorter texts in str_replace. Who runs the"
                  + " server may allow more (--limit value=N)."),
          error(
              "yaql-too-long",
              "A yaql expression takes more steps than is sensible: it may have no end.",
              "Look at less data, or end an endless sequence with take or limit. Who runs the"
                  + " server may allow more (--limit yaql-steps=N)."));

  private OfValues() {}
}

package io.kiln.templates.catalogue;

import static io.kiln.templates.catalogue.Code.info;
import static io.kiln.templates.catalogue.Code.warning;

import java.util.List;

/** What is no mistake, but surely not meant: found by lint alone. */
final class OfSecondLooks {

  static final List<Code> CODES =
      List.of(
          warning(
              "changed-key",
              "A key without quotes is read as a truth value or a number, and its text is that of"
                  + " the value then: on becomes \"true\", 012 becomes \"10\".",
              "Put the key in quotes."),
          warning(
              "conditional-reference",
              "The part that refers to a resource is always there, but the resource is not: when"
                  + " its condition is false, the template is refused.",
              "Give the part the same condition, or choose with if."),
          warning(
              "date-like-text",
              "Heat reads a date as a text, most other readers of YAML make a date of it, and write"
                  + " it differently afterwards.",
              "Put it in quotes: all readers agree then."),
          warning(
              "deprecated-function",
              "The function exists in this version, but not in the next ones.",
              "Use its successor, which this version has already."),
          warning(
              "empty-output",
              "An output's value is null, and nothing can ever fill it.",
              "Give it a value, or take it away."),
          warning(
              "hidden-character",
              "The text holds a character that cannot be seen: one that turns the direction of the"
                  + " text around it, so that it reads as what it is not, or one without width, so"
                  + " that two names look alike.",
              "Take the character away, or write it as an escape within double quotes."),
          warning(
              "number-like-text",
              "Without quotes this is a text to Heat (YAML 1.1), but a number to newer readers of"
                  + " YAML.",
              "Put it in quotes, or write the number in full: 12 for 0o14, 1000 for 1e3."),
          warning(
              "octal-number",
              "A number that begins with 0 is octal in YAML 1.1, which Heat reads: 012 is ten. File"
                  + " modes and telephone numbers suffer.",
              "Put it in quotes to keep it as it is, or write the number that is meant."),
          info(
              "redundant-depends-on",
              "A resource that refers to another waits for it anyway.",
              "Take the name out of depends_on, or leave it as a remark to readers."),
          warning(
              "sexagesimal-number",
              "Digits with colons between them are a number of base 60 in YAML 1.1, which Heat"
                  + " reads: 1:30 is ninety, and the ports 22:22 are 1342.",
              "Put it in quotes."),
          warning(
              "shortened-number",
              "A number loses what a text would keep: the version 1.10 is read as 1.1.",
              "Put it in quotes."),
          warning(
              "unused-condition",
              "Nothing in the template asks for this condition.",
              "Use it, or take it away. Often it is a name that is misspelt elsewhere."),
          warning(
              "unused-mapping",
              "Nothing in the template looks anything up in this mapping.",
              "Use it, or take it away."),
          warning(
              "unused-parameter",
              "Nothing in the template uses this parameter, so that its value changes nothing. Not"
                  + " said of templates that others use as types: those have the parameters of"
                  + " their kind.",
              "Use it, or take it away."),
          warning(
              "unused-replacement",
              "str_replace is told to replace what its text does not hold. Often one of the two is"
                  + " misspelt.",
              "Correct the key or the text, or take the replacement away."),
          warning(
              "yes-or-no",
              "yes, no, on and off are truth values in YAML 1.1, which Heat reads. Where a text is"
                  + " taken it becomes True or False; the country code no is the classic victim.",
              "Write true or false, or put the text in quotes."));

  private OfSecondLooks() {}
}

package io.kiln.templates.catalogue;

import static io.kiln.templates.catalogue.Code.error;

import java.util.List;

/** What is wrong with a text before it is looked at as a template. */
final class OfTexts {

  static final List<Code> CODES =
      List.of(
          error(
              "alias-cycle",
              "An alias stands inside of the very part it names. Such a text has no end.",
              "Write the part out where it is needed, or name another one."),
          error(
              "bad-character",
              "The text holds a character that YAML and JSON do not know, such as NUL or half of a"
                  + " surrogate pair.",
              "Take the character away, or write it as an escape within double quotes."),
          error(
              "bad-encoding",
              "The file is no text in UTF-8. Nothing of it was read.",
              "Save the file in UTF-8."),
          error(
              "bad-key",
              "A key of a map is a list or a map itself. Keys are strings.",
              "Write a string; a text that begins with [ or { needs quotes."),
          error(
              "bad-merge",
              "The merge key << stands before something that is no map.",
              "Merge a map, or a list of maps, usually by an alias: <<: *defaults."),
          error(
              "bad-number",
              "A plain scalar that reads as a number cannot be one: it is endless, out of range, or"
                  + " has more digits than Heat takes.",
              "Write a number that exists, or put the text in quotes."),
          error(
              "duplicate-key",
              "A key stands twice in one map. Heat would silently keep the last of the two; one of"
                  + " them is surely not meant.",
              "Take one away, or rename it. The message says where the other one stands."),
          error(
              "nested-too-deep",
              "Lists and maps are nested deeper than any real template has them, aliases counted.",
              "Flatten the structure."),
          error(
              "several-documents",
              "The text goes on after ---, but a template or environment is one document.",
              "Put every document into a file of its own."),
          error(
              "text-expands-too-far",
              "The text is small, but with a copy in place of every alias it is huge. This is how"
                  + " texts are made that fill a server's memory.",
              "Use fewer aliases of parts that hold aliases themselves."),
          error(
              "text-too-large",
              "The text is larger than what Heat takes (512 KiB).",
              "Move parts into templates of their own, and long texts into files that get_file"
                  + " reads."),
          error(
              "unknown-alias",
              "An alias names an anchor that does not stand before it in the text.",
              "Correct the name, or move the anchored part before its first use."),
          error(
              "unknown-tag",
              "A tag is none of YAML's own. Tags that make objects of a programming language are"
                  + " refused; short forms of functions such as !Ref exist in CloudFormation"
                  + " templates only.",
              "Take the tag away; in a HOT template write the function in full: {get_param:"
                  + " name}."),
          error(
              "yaml-syntax",
              "The text is neither YAML nor JSON. Everything after the place is unread.",
              "Mend the syntax. Often the mistake is in the line before: a quote or bracket that is"
                  + " not closed, a tab, or a text with \": \" in it that needs quotes."));

  private OfTexts() {}
}

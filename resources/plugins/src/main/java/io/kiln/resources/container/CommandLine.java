package io.kiln.resources.container;

import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commands as templates write them: a list of words, or a text that is split as a POSIX shell would
 * split it. No shell is involved: nothing is expanded.
 */
final class CommandLine {

  private CommandLine() {}

  /**
   * The words of a command; none when there is no command.
   *
   * @throws IllegalArgumentException when it is neither list nor text, or a quote is left open
   */
  static List<String> words(String property, Optional<Value> command) {
    return switch (command.orElse(Value.nothing())) {
      case Value.Null _ -> List.of();
      case Value.Text(String text, _) -> split(property, text);
      case Value.ListOf(List<Value> items, _) ->
          items.stream()
              .filter(item -> !(item instanceof Value.Null))
              .map(item -> word(property, item))
              .toList();
      case Value.Bool _, Value.Num _, Value.MapOf _, Value.Unknown _ ->
          throw new IllegalArgumentException(property + ": write a list of words or a text");
    };
  }

  private static String word(String property, Value item) {
    return switch (item) {
      case Value.Text(String text, _) -> text;
      case Value.Num(var number, _) -> number.toPlainString();
      case Value.Bool(boolean truth, _) -> Boolean.toString(truth);
      case Value.Null _, Value.ListOf _, Value.MapOf _, Value.Unknown _ ->
          throw new IllegalArgumentException(property + ": a word is a text or a number");
    };
  }

  private static List<String> split(String property, String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
        continue;
      }
      inWord = true;
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == '\\' && escapes(quote, text, i)) {
        i++;
        word.append(text.charAt(i));
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException(property + ": a quote " + quote + " is not closed");
    }
    if (inWord) {
      words.add(word.toString());
    }
    return List.copyOf(words);
  }

  /** Outside of quotes a backslash takes any character, in double quotes only special ones. */
  private static boolean escapes(char quote, String text, int at) {
    if (quote == '\'' || at + 1 == text.length()) {
      return false;
    }
    return quote == 0 || "\"\\$`".indexOf(text.charAt(at + 1)) >= 0;
  }
}

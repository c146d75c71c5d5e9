package io.kiln.templates.yaql;

import io.kiln.templates.expression.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits an expression into its words. */
final class YaqlLexer {

  private static final List<String> SYMBOLS =
      List.of(
          "->", "=>", "?.", "!=", "<=", ">=", "=~", "!~", ".", "(", ")", "[", "]", "{", "}", ",",
          "+", "-", "*", "/", "=", "<", ">");

  private final String text;
  private int at;

  /** What a word is. */
  enum Kind {
    NAME,
    VARIABLE,
    NUMBER,
    TEXT,
    SYMBOL,
    END
  }

  /** A word, its content, and where it begins, counted from 0. */
  record Token(Kind kind, String content, int at) {}

  YaqlLexer(String text) {
    this.text = text;
  }

  List<Token> tokens() {
    List<Token> tokens = new ArrayList<>();
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      if (at >= text.length()) {
        tokens.add(new Token(Kind.END, "", at));
        return tokens;
      }
      tokens.add(next());
    }
  }

  private Token next() {
    int start = at;
    char c = text.charAt(at);
    if (c == '"' || c == '\'' || c == '`') {
      return new Token(Kind.TEXT, quoted(c), start);
    }
    if (c == '$') {
      at++;
      skipWord();
      return new Token(Kind.VARIABLE, text.substring(start + 1, at), start);
    }
    if (isDigit(c)) {
      skipNumber();
      return new Token(Kind.NUMBER, text.substring(start, at), start);
    }
    if (isWord(c)) {
      skipWord();
      return new Token(Kind.NAME, text.substring(start, at), start);
    }
    Optional<String> symbol =
        SYMBOLS.stream().filter(one -> text.startsWith(one, start)).findFirst();
    at += symbol.map(String::length).orElse(0);
    return symbol
        .map(one -> new Token(Kind.SYMBOL, one, start))
        .orElseThrow(() -> wrong("Lexical error: illegal character '%c'".formatted(c), start));
  }

  private void skipWord() {
    while (at < text.length() && (isWord(text.charAt(at)) || isDigit(text.charAt(at)))) {
      at++;
    }
  }

  private void skipNumber() {
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
      at++;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
    }
  }

  private String quoted(char quote) {
    int start = at++;
    var out = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      if (c != '\\' || at >= text.length()) {
        out.append(c);
      } else if (quote == '`') {
        // Only the quote itself can be escaped: these are for patterns.
        out.append(text.charAt(at) == '`' ? "`" : "\\" + text.charAt(at));
        at++;
      } else {
        escape(out);
      }
    }
    if (at >= text.length()) {
      throw wrong("Lexical error: a text is not closed", start);
    }
    at++;
    return out.toString();
  }

  /** What Python's literals know after a backslash; another one stays as it is. */
  private void escape(StringBuilder out) {
    char c = text.charAt(at++);
    switch (c) {
      case 'a' -> out.append('\u0007');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'v' -> out.append('\u000b');
      case '\\', '\'', '"' -> out.append(c);
      case 'x' -> point(2, c, out);
      case 'u' -> point(4, c, out);
      case 'U' -> point(8, c, out);
      default -> {
        int end = at - 1;
        while (end < text.length() && end < at + 2 && isOctal(text.charAt(end))) {
          end++;
        }
        if (end < at) {
          out.append('\\').append(c);
        } else {
          out.appendCodePoint(Integer.parseInt(text.substring(at - 1, end), 8));
          at = end;
        }
      }
    }
  }

  /** A character by its number in so many hexadecimal digits. */
  private void point(int digits, char kind, StringBuilder out) {
    int end = Math.min(text.length(), at + digits);
    String number = text.substring(at, end);
    if (number.length() < digits || !number.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
      out.append('\\').append(kind);
      return;
    }
    long point = Long.parseLong(number, 16);
    if (point > Character.MAX_CODE_POINT) {
      throw wrong("Lexical error: there is no such character", at);
    }
    out.appendCodePoint((int) point);
    at = end;
  }

  private static boolean isOctal(char c) {
    return c >= '0' && c <= '7';
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static Mistake wrong(String message, int at) {
    return new Mistake(
        "invalid-yaql",
        "%s at position %d of the expression".formatted(message, at + 1),
        Optional.empty());
  }
}

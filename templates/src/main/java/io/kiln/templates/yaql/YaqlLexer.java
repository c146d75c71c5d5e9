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
        out.append(escape(text.charAt(at++)));
      }
    }
    if (at >= text.length()) {
      throw wrong("Lexical error: a text is not closed", start);
    }
    at++;
    return out.toString();
  }

  private static String escape(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case '\\', '\'', '"', '`' -> String.valueOf(c);
      default -> "\\" + c;
    };
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

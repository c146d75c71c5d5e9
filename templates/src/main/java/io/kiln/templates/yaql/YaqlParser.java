package io.kiln.templates.yaql;

import io.kiln.templates.parameter.ParameterType;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import io.kiln.templates.yaql.YaqlExpr.Argument;
import io.kiln.templates.yaql.YaqlLexer.Kind;
import io.kiln.templates.yaql.YaqlLexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses expressions by precedence; nesting and chains are limited, so evaluating may recurse. */
final class YaqlParser {

  /** Binary operators, weakest first; all lean left but the first, which leans right. */
  private static final List<Set<String>> LEVELS =
      List.of(
          Set.of("->"),
          Set.of("or"),
          Set.of("and"),
          Set.of("not"),
          Set.of("=", "!=", "<", ">", "<=", ">=", "in"),
          Set.of("+", "-"),
          Set.of("*", "/", "mod"),
          Set.of("=~", "!~"));

  private static final int NOT = 3;

  /** Far more than any expression that people read. */
  private static final int DEEPEST = 150;

  private static final int LONGEST = 65_536;

  private final List<Token> tokens;
  private int next;
  private int depth;

  private YaqlParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * Parses a text.
   *
   * @throws io.kiln.templates.expression.Mistake when it is no expression
   */
  static YaqlExpr parse(String text) {
    if (text.length() > LONGEST) {
      throw YaqlLexer.wrong("The expression is too long", LONGEST);
    }
    var parser = new YaqlParser(new YaqlLexer(text).tokens());
    YaqlExpr whole = parser.level(0);
    if (parser.peek().kind() != Kind.END) {
      throw parser.unexpected();
    }
    return whole;
  }

  private YaqlExpr level(int level) {
    if (level == LEVELS.size()) {
      return unary();
    }
    deeper();
    try {
      if (level == NOT) {
        return symbol("not") ? new YaqlExpr.Unary("not", level(NOT)) : level(NOT + 1);
      }
      YaqlExpr left = level(level + 1);
      int chain = 0;
      while (LEVELS.get(level).contains(peek().content()) && isOperator(peek())) {
        if (++chain > DEEPEST) {
          throw YaqlLexer.wrong("The expression is too long", peek().at());
        }
        String operator = tokens.get(next++).content();
        YaqlExpr right = level == 0 ? level(0) : level(level + 1);
        left = new YaqlExpr.Binary(operator, left, right);
      }
      return left;
    } finally {
      depth--;
    }
  }

  private void deeper() {
    // Every level of precedence counts, hence the factor.
    if (++depth > DEEPEST * LEVELS.size()) {
      throw YaqlLexer.wrong("The expression is nested too deep", peek().at());
    }
  }

  private static boolean isOperator(Token token) {
    return token.kind() == Kind.SYMBOL || token.kind() == Kind.NAME;
  }

  private YaqlExpr unary() {
    for (String sign : List.of("-", "+")) {
      if (symbol(sign)) {
        deeper();
        YaqlExpr operand = unary();
        depth--;
        return new YaqlExpr.Unary(sign, operand);
      }
    }
    if (symbol("not")) {
      deeper();
      YaqlExpr operand = level(NOT);
      depth--;
      return new YaqlExpr.Unary("not", operand);
    }
    YaqlExpr here = primary();
    for (int chain = 0; ; chain++) {
      if (chain > DEEPEST) {
        throw YaqlLexer.wrong("The expression is too long", peek().at());
      }
      boolean safe = peek().content().equals("?.") && peek().kind() == Kind.SYMBOL;
      if (symbol(".") || symbol("?.")) {
        here = member(here, safe);
      } else if (symbol("[")) {
        YaqlExpr index = level(0);
        expect("]");
        here = new YaqlExpr.Index(here, index);
      } else {
        return here;
      }
    }
  }

  private YaqlExpr member(YaqlExpr receiver, boolean safe) {
    Token name = tokens.get(next);
    if (name.kind() != Kind.NAME) {
      throw unexpected();
    }
    next++;
    return symbol("(")
        ? new YaqlExpr.Call(Optional.of(receiver), safe, name.content(), arguments(")"))
        : new YaqlExpr.Attribute(receiver, safe, name.content());
  }

  private YaqlExpr primary() {
    Token token = tokens.get(next++);
    return switch (token.kind()) {
      case VARIABLE -> new YaqlExpr.Variable(token.content());
      case TEXT -> constant(Value.text(token.content()));
      case NUMBER -> constant(new Value.Num(ParameterType.parse(token.content()), Mark.NONE));
      case NAME -> name(token);
      case SYMBOL ->
          switch (token.content()) {
            case "(" -> {
              YaqlExpr inner = level(0);
              expect(")");
              yield inner;
            }
            case "[" -> new YaqlExpr.ListOf(arguments("]"));
            case "{" -> new YaqlExpr.MapOf(arguments("}"));
            default -> {
              next--;
              throw unexpected();
            }
          };
      case END -> {
        next--;
        throw unexpected();
      }
    };
  }

  private YaqlExpr name(Token token) {
    if (symbol("(")) {
      return new YaqlExpr.Call(Optional.empty(), false, token.content(), arguments(")"));
    }
    return switch (token.content()) {
      case "true" -> constant(Value.bool(true));
      case "false" -> constant(Value.bool(false));
      case "null" -> constant(Value.nothing());
      default -> new YaqlExpr.Constant(Value.text(token.content()), true);
    };
  }

  private static YaqlExpr constant(Value value) {
    return new YaqlExpr.Constant(value, false);
  }

  private List<Argument> arguments(String end) {
    List<Argument> arguments = new ArrayList<>();
    if (symbol(end)) {
      return arguments;
    }
    do {
      YaqlExpr value = level(0);
      arguments.add(
          symbol("=>")
              ? new Argument(Optional.of(value), level(0))
              : new Argument(Optional.empty(), value));
    } while (symbol(","));
    expect(end);
    return arguments;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private boolean symbol(String content) {
    boolean here = peek().content().equals(content) && isOperator(peek());
    if (here) {
      next++;
    }
    return here;
  }

  private void expect(String content) {
    if (!symbol(content)) {
      throw unexpected();
    }
  }

  private RuntimeException unexpected() {
    Token token = peek();
    return token.kind() == Kind.END
        ? YaqlLexer.wrong("Parse error: unexpected end", token.at())
        : YaqlLexer.wrong("Parse error: unexpected '%s'".formatted(token.content()), token.at());
  }
}

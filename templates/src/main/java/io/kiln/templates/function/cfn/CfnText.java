package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.function.PythonText;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Values as CloudFormation's texts: to it every scalar is a text, and true is {@code true}. */
final class CfnText {

  private CfnText() {}

  /** A scalar's text; nothing for a null, a list or a map. */
  static Optional<String> of(Value value) {
    return switch (value) {
      case Value.Text(String text, _) -> Optional.of(text);
      case Value.Bool(boolean truth, _) -> Optional.of(Boolean.toString(truth));
      case Value.Num(BigDecimal number, _) -> Optional.of(PythonText.number(number));
      case Value.Null _, Value.ListOf _, Value.MapOf _, Value.Unknown _ -> Optional.empty();
    };
  }

  /**
   * A scalar's text.
   *
   * @throws Mistake when it is none
   */
  static String of(Value value, String what, CallSite site) {
    return of(value)
        .orElseThrow(
            () ->
                new Mistake(
                        "%s of \"%s\" must be a string, not %s"
                            .formatted(what, site.name(), kind(value)))
                    .at(value.mark().at()));
  }

  /** Whether two values are equal to CloudFormation: scalars by their texts. */
  static boolean equal(Value one, Value other) {
    Optional<String> text = of(one);
    if (text.isPresent()) {
      return text.equals(of(other));
    }
    if (one instanceof Value.ListOf(List<Value> items, _)
        && other instanceof Value.ListOf(List<Value> those, _)
        && items.size() == those.size()) {
      for (int i = 0; i < items.size(); i++) {
        if (!equal(items.get(i), those.get(i))) {
          return false;
        }
      }
      return true;
    }
    return one.equals(other);
  }

  /** What kind of thing a value is, for messages. */
  static String kind(Value value) {
    return switch (value) {
      case Value.Null _ -> "null";
      case Value.Bool _ -> "a boolean";
      case Value.Num _ -> "a number";
      case Value.Text _ -> "a string";
      case Value.ListOf _ -> "a list";
      case Value.MapOf _ -> "a map";
      case Value.Unknown _ -> "unknown";
    };
  }
}

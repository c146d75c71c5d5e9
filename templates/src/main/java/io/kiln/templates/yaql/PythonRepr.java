package io.kiln.templates.yaql;

import io.kiln.templates.function.PythonText;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.SequencedMap;
import java.util.StringJoiner;

/** Values as Python's {@code repr} shows them; a list is a tuple to YAQL. */
final class PythonRepr {

  private PythonRepr() {}

  static String of(Value value) {
    return switch (value) {
      case Value.Text(String text, _) -> quoted(text);
      case Value.Null _, Value.Bool _, Value.Num _, Value.Unknown _ -> PythonText.of(value);
      case Value.ListOf(List<Value> items, _) -> {
        var out = new StringJoiner(", ", "(", items.size() == 1 ? ",)" : ")");
        items.forEach(item -> out.add(of(item)));
        yield out.toString();
      }
      case Value.MapOf(SequencedMap<String, Value> entries, _) -> {
        var out = new StringJoiner(", ", "{", "}");
        entries.forEach((key, entry) -> out.add(quoted(key) + ": " + of(entry)));
        yield out.toString();
      }
    };
  }

  private static String quoted(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    var out = new StringBuilder().append(quote);
    text.codePoints().forEach(point -> character(point, quote, out));
    return out.append(quote).toString();
  }

  private static void character(int point, char quote, StringBuilder out) {
    switch (point) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\\' -> out.append("\\\\");
      default -> {
        if (point == quote) {
          out.append('\\').append(quote);
        } else if (point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0xad) {
          out.append("\\x%02x".formatted(point));
        } else {
          out.appendCodePoint(point);
        }
      }
    }
  }
}

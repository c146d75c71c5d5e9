package io.kiln.resources.baremetal;

import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.List;
import tools.jackson.core.JacksonException;

/** Finds the words in the several forms that Ironic and what stands before it give errors in. */
final class ErrorBody {

  /** Of an answer that is no JSON, such as a proxy's page. */
  private static final int LONGEST_RAW = 300;

  private ErrorBody() {}

  static String message(int status, String body) {
    Value read = parse(body);
    if (read instanceof Value.MapOf map) {
      // error_message is JSON inside of JSON with most errors, an object with very old servers.
      Value inner = map.get("error_message");
      Value error =
          inner instanceof Value.Text(String text, _)
              ? (parse(text) instanceof Value.MapOf parsed ? parsed : inner)
              : inner;
      for (Value candidate : List.of(error, map.get("error"), map)) {
        String words = words(candidate);
        if (!words.isEmpty()) {
          return words;
        }
      }
    }
    String raw = body.strip();
    return raw.isEmpty()
        ? "HTTP status " + status
        : "HTTP status " + status + ": " + raw.substring(0, Math.min(raw.length(), LONGEST_RAW));
  }

  private static String words(Value error) {
    if (error instanceof Value.Text(String text, _)) {
      return text;
    }
    if (error instanceof Value.MapOf map) {
      for (String key : List.of("faultstring", "description", "message", "title")) {
        if (map.get(key) instanceof Value.Text(String text, _) && !text.isBlank()) {
          return text;
        }
      }
    }
    return "";
  }

  private static Value parse(String text) {
    try {
      return Json.parse(text);
    } catch (JacksonException e) {
      // Not JSON: then it is a text of its own.
      return Value.nothing();
    }
  }
}

package io.kiln.api.cfn;

import io.kiln.api.http.Shown;
import io.kiln.templates.value.Value;
import tools.jackson.databind.json.JsonMapper;

/** Values of outputs as texts: CloudFormation knows no others. In clear (docs/decisions/0053). */
final class OutputText {

  private static final JsonMapper JSON = new JsonMapper();

  private OutputText() {}

  static String of(Value value) {
    return switch (value) {
      case Value.Text(String text, _) -> text;
      case Value.Null _, Value.Unknown _ -> "";
      case Value.Bool _, Value.Num _, Value.ListOf _, Value.MapOf _ ->
          JSON.writeValueAsString(Shown.clear(value));
    };
  }
}

package io.kiln.api.software;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kiln.api.auth.Caller;
import io.kiln.api.auth.SignedAddresses;
import io.kiln.api.http.Shown;
import io.kiln.api.http.Times;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A config as Heat shows it. */
final class ConfigView {

  private ConfigView() {}

  /** A line of a list. */
  record Line(String id, String name, String group, String creationTime, String project) {

    static Line of(ConfigLine config) {
      return new Line(
          config.id(),
          config.name(),
          config.group(),
          Times.of(config.createdAt()),
          config.project());
    }
  }

  /**
   * All of it, in clear: whoever may read it runs it. Only an address that takes signals is masked
   * for those who may not send any.
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Whole(
      String id,
      String name,
      String group,
      String creationTime,
      @Nullable Object config,
      @Nullable Object inputs,
      @Nullable Object outputs,
      @Nullable Object options) {

    static Whole of(KeptConfig config, Caller caller) {
      Value.MapOf document = config.document();
      return new Whole(
          config.id(),
          config.name(),
          config.group(),
          Times.of(config.createdAt()),
          Shown.clear(document.get("config")),
          Shown.clear(seenBy(caller, document.get("inputs"))),
          Shown.clear(document.get("outputs")),
          Shown.clear(document.get("options")));
    }

    private static Value seenBy(Caller caller, Value value) {
      return switch (value) {
        case Value.Text(String text, _) when SignedAddresses.mustBeMasked(text, caller) ->
            Value.text(Value.MASK);
        case Value.ListOf(List<Value> items, _) ->
            Value.list(items.stream().map(item -> seenBy(caller, item)).toList());
        case Value.MapOf(SequencedMap<String, Value> entries, _) -> {
          SequencedMap<String, Value> seen = new LinkedHashMap<>();
          entries.forEach((name, inner) -> seen.put(name, seenBy(caller, inner)));
          yield Value.map(seen);
        }
        case Value.Null _, Value.Bool _, Value.Num _, Value.Text _, Value.Unknown _ -> value;
      };
    }
  }
}

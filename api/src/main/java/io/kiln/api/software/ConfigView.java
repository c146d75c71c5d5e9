package io.kiln.api.software;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kiln.api.http.Shown;
import io.kiln.api.http.Times;
import io.kiln.templates.value.Value;
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

  /** All of it, in clear: whoever may read it runs it. */
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

    static Whole of(KeptConfig config) {
      Value.MapOf document = config.document();
      return new Whole(
          config.id(),
          config.name(),
          config.group(),
          Times.of(config.createdAt()),
          Shown.clear(document.get("config")),
          Shown.clear(document.get("inputs")),
          Shown.clear(document.get("outputs")),
          Shown.clear(document.get("options")));
    }
  }
}

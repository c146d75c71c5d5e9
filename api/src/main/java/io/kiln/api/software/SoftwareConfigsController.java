package io.kiln.api.software;

import io.kiln.api.auth.AllProjects;
import io.kiln.api.auth.Caller;
import io.kiln.api.http.BadInputException;
import io.kiln.api.http.JsonBody;
import io.kiln.api.http.JsonObject;
import io.kiln.api.http.Query;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Software configs: made, listed, shown, deleted; never changed. */
@RestController
@RequestMapping("/v1/{project}/software_configs")
final class SoftwareConfigsController {

  /** Heat's word for a config that no hook runs. */
  private static final String NO_GROUP = "Heat::Ungrouped";

  /** Heat's column. */
  private static final int LONGEST_NAME = 255;

  private final SoftwareStore store;
  private final JsonBody bodies;
  private final InstantSource clock;
  private final Supplier<UUID> ids;
  private final AllProjects allProjects;

  SoftwareConfigsController(
      SoftwareStore store,
      JsonBody bodies,
      InstantSource clock,
      Supplier<UUID> ids,
      AllProjects allProjects) {
    this.store = store;
    this.bodies = bodies;
    this.clock = clock;
    this.ids = ids;
    this.allProjects = allProjects;
  }

  /** A list. */
  record Listed(List<ConfigView.Line> softwareConfigs) {}

  /** One. */
  record One(ConfigView.Whole softwareConfig) {}

  @GetMapping
  Listed list(@PathVariable String project, HttpServletRequest request) {
    var query = new Query(request);
    boolean everywhere = query.bool("global_tenant", false);
    if (everywhere) {
      allProjects.permit(Caller.of(request), "software_configs");
    }
    Optional<String> whose = everywhere ? Optional.empty() : Optional.of(project);
    return new Listed(
        store
            .configs(whose, query.text("marker"), query.number("limit").orElse(Integer.MAX_VALUE))
            .stream()
            .map(ConfigView.Line::of)
            .toList());
  }

  @PostMapping
  One create(@PathVariable String project, HttpServletRequest request) throws IOException {
    JsonObject body = bodies.object(request);
    String name = body.text("name").orElse("");
    if (name.length() > LONGEST_NAME) {
      throw new BadInputException("'name' is longer than %d characters.".formatted(LONGEST_NAME));
    }
    SequencedMap<String, Value> document = new LinkedHashMap<>();
    document.put(
        "config", body.get("config").map(text -> Json.of(text, Mark.NONE)).orElse(Value.text("")));
    document.put("inputs", ConfigSchema.INPUTS.read(body.list("inputs")));
    document.put("outputs", ConfigSchema.OUTPUTS.read(body.list("outputs")));
    body.object("options"); // refuses what is none
    document.put(
        "options",
        body.get("options").map(map -> Json.of(map, Mark.NONE)).orElse(Value.MapOf.EMPTY));
    var config =
        new KeptConfig(
            project,
            ids.get().toString(),
            name,
            body.text("group").orElse(NO_GROUP),
            Value.map(document),
            clock.instant());
    store.put(config);
    return new One(ConfigView.Whole.of(config, Caller.of(request)));
  }

  @GetMapping("/{id}")
  One show(@PathVariable String project, @PathVariable String id, HttpServletRequest request) {
    KeptConfig config = store.config(project, id).orElseThrow(() -> missing(id));
    return new One(ConfigView.Whole.of(config, Caller.of(request)));
  }

  /** Heat answers 500 when a deployment uses it. */
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String project, @PathVariable String id) {
    switch (store.forgetConfig(project, id)) {
      case DONE -> {}
      case MISSING -> throw missing(id);
      case IN_USE ->
          throw new RefusedException(
              Refusal.of(
                  409,
                  "InvalidRestrictedAction",
                  "The Software Config (%s) is used by a deployment; delete that first."
                      .formatted(id)));
    }
  }

  static RefusedException missing(String id) {
    return new RefusedException(
        Refusal.of(
            404, "EntityNotFound", "The Software Config (%s) could not be found.".formatted(id)));
  }
}

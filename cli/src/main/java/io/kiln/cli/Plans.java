package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.http.Endpoint;
import io.kiln.cli.text.Format;
import io.kiln.cli.text.PlanText;
import io.kiln.cli.text.Printer;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Asking for a plan, which changes nothing, and showing it. */
final class Plans {
  private Plans() {}

  /** What a create or an update with this body would do; {@code stack_name} decides which. */
  static JsonNode fetch(Api api, JsonNode body) {
    return api.send("POST", api.endpoint().v2("plan"), body);
  }

  /** What an update would do that keeps whatever the body does not say. */
  static JsonNode fetchExisting(Api api, JsonNode body) {
    return api.send(
        "POST", Endpoint.with(api.endpoint().v2("plan"), Map.of("existing", "true")), body);
  }

  static JsonNode fetchDelete(Api api, JsonNode body) {
    return api.send(
        "POST", Endpoint.with(api.endpoint().v2("plan"), Map.of("delete", "true")), body);
  }

  /** Makes such a plan that the server keeps. */
  static JsonNode keep(Api api, JsonNode body) {
    return api.send("POST", api.endpoint().v2("plans"), body);
  }

  /** Carries a kept plan out; what was begun. */
  static JsonNode apply(Api api, String id) {
    return api.send("POST", api.endpoint().v2("plans", id, "apply"), api.json().createObjectNode());
  }

  static void forget(Api api, String id) {
    api.delete(api.endpoint().v2("plans", id));
  }

  /** The plan goes to stdout: it is what was asked for. */
  static int show(Session session, Printer printer, JsonNode plan) {
    if (printer.format() == Format.json || printer.format() == Format.yaml) {
      printer.document(plan);
    } else {
      PlanText.lines(plan, session.terminal(), session.json()).forEach(session.terminal()::print);
    }
    return Exit.OK;
  }
}

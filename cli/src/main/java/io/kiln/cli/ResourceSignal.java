package io.kiln.cli;

import io.kiln.cli.http.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** {@code resource signal}. */
@Command(
    name = "signal",
    header = "Signal a resource: a wait condition's handle, a scaling policy.",
    customSynopsis = {
      "kiln resource signal web handle",
      "       kiln resource signal web handle --data '{\"status\": \"FAILURE\", \"reason\": \"no"
          + " disk\"}'"
    })
final class ResourceSignal extends ServerVerb {
  @Parameters(index = "0", paramLabel = "STACK", description = "Name or id.")
  private String stack = "";

  @Parameters(index = "1", paramLabel = "RESOURCE", description = "Its name in the template.")
  private String resource = "";

  @Option(names = "--data", paramLabel = "JSON", description = "What to tell it.")
  private String data = "";

  ResourceSignal(Session session) {
    super(session);
  }

  @Override
  int ask(Api api) {
    JsonNode said = said();
    api.send("POST", api.endpoint().v1("stacks", stack, "resources", resource, "signal"), said);
    return Exit.OK;
  }

  private JsonNode said() {
    if (data.isEmpty()) {
      return session.json().createObjectNode();
    }
    try {
      return session.json().readTree(data);
    } catch (JacksonException e) {
      throw new Refusal(Exit.USAGE, "--data is no JSON: " + e.getOriginalMessage());
    }
  }
}

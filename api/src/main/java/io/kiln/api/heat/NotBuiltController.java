package io.kiln.api.heat;

import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The parts of Heat's API that are not there: said in so many words, because to its clients a 404
 * would mean that the stack is missing.
 */
@RestController
@SuppressWarnings("DoNotCallSuggester") // Only the web server calls them.
final class NotBuiltController {

  /** Heat's error for a request it knows but does not serve. */
  static RefusedException notBuilt(String feature) {
    return new RefusedException(
        Refusal.of(
            400,
            "NotSupported",
            "%s is not supported. Kiln does not have it yet; its README lists what it has."
                .formatted(feature)));
  }

  @RequestMapping({"/v1/{project}/software_configs/{*rest}"})
  void configs(@PathVariable String project) {
    throw notBuilt("Managing software configs outside of a stack");
  }

  @RequestMapping({"/v1/{project}/software_deployments/{*rest}"})
  void deployments(@PathVariable String project) {
    throw notBuilt("Managing software deployments outside of a stack");
  }
}

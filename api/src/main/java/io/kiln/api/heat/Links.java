package io.kiln.api.heat;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.web.util.UriUtils;

/**
 * Addresses of things in one project, under the name the client called this server by.
 *
 * @param base up to and with the project, without a slash at the end
 */
record Links(String base) {

  /** One link of a view. */
  record Link(String href, String rel) {}

  static Links of(HttpServletRequest request, String project) {
    URI here = URI.create(request.getRequestURL().toString());
    return new Links(
        "%s://%s/v1/%s".formatted(here.getScheme(), here.getRawAuthority(), segment(project)));
  }

  String stacks() {
    return base + "/stacks";
  }

  String stack(String name, UUID id) {
    return "%s/stacks/%s/%s".formatted(base, segment(name), id);
  }

  String resource(String stackName, UUID stackId, String resource) {
    return "%s/resources/%s".formatted(stack(stackName, stackId), segment(resource));
  }

  String event(String stackName, UUID stackId, String resource, UUID event) {
    return "%s/events/%s".formatted(resource(stackName, stackId, resource), event);
  }

  private static String segment(String text) {
    return UriUtils.encodePathSegment(text, StandardCharsets.UTF_8);
  }
}

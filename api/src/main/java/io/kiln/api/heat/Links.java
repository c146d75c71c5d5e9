package io.kiln.api.heat;

import io.kiln.engine.reading.SeenStack;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/**
 * Addresses of things in one project, under the name the client called this server by.
 *
 * @param base up to and with the project, without a slash at the end
 */
record Links(String base) {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]*");

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
    return base + "/stacks/" + segment(name) + "/" + id;
  }

  String stack(SeenStack stack) {
    return stack(stack.name(), stack.id());
  }

  String resource(SeenStack stack, String resource) {
    return stack(stack) + "/resources/" + segment(resource);
  }

  String event(SeenStack stack, String resource, UUID event) {
    return resource(stack, resource) + "/events/" + event;
  }

  /** Names of stacks and nearly all of resources are made of what needs no escape. */
  private static String segment(String text) {
    return PLAIN.matcher(text).matches()
        ? text
        : UriUtils.encodePathSegment(text, StandardCharsets.UTF_8);
  }
}

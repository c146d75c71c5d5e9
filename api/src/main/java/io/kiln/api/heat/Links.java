package io.kiln.api.heat;

import io.kiln.engine.reading.SeenStack;
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
    return base + "/stacks/" + segment(name) + "/" + id;
  }

  String stack(SeenStack stack) {
    return stack(stack.name(), stack.id());
  }

  /** Addresses of what lies in a stack. */
  In in(SeenStack stack) {
    return new In(stack(stack));
  }

  /**
   * Addresses of a stack and of what lies in it. Lists have thousands, so the stack's is made once.
   */
  record In(String stack) {

    String resource(String resource) {
      return stack + "/resources/" + segment(resource);
    }

    String event(String resource, UUID event) {
      return resource(resource) + "/events/" + event;
    }
  }

  /** Names of stacks and nearly all of resources are made of what needs no escape. */
  private static String segment(String text) {
    return text.chars().allMatch(Links::plain)
        ? text
        : UriUtils.encodePathSegment(text, StandardCharsets.UTF_8);
  }

  private static boolean plain(int letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || (letter >= '0' && letter <= '9')
        || letter == '.'
        || letter == '_'
        || letter == '-';
  }
}

package io.kiln.api.heat;

import io.kiln.engine.reading.SeenStack;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.util.UriUtils;

/**
 * Addresses of things in one project, under the name the client called this server by. Of one
 * answer: it keeps the addresses of the stacks that it was asked for.
 */
final class Links {

  private final String base;

  /** Lists name thousands of things that lie in the same few stacks. */
  private final Map<UUID, In> stacks = new HashMap<>();

  /**
   * Addresses that begin so.
   *
   * @param base up to and with the project, without a slash at the end
   */
  private Links(String base) {
    this.base = base;
  }

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

  /** Addresses of a stack and of what lies in it. */
  In in(SeenStack stack) {
    return stacks.computeIfAbsent(stack.id(), _ -> new In(stack(stack)));
  }

  /** Addresses of a stack and of what lies in it. */
  record In(String stack) {

    String resource(String resource) {
      return stack + "/resources/" + segment(resource);
    }
  }

  /** Names of stacks and nearly all of resources are made of what needs no escape. */
  private static String segment(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!plain(text.charAt(i))) {
        return UriUtils.encodePathSegment(text, StandardCharsets.UTF_8);
      }
    }
    return text;
  }

  private static boolean plain(char letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || (letter >= '0' && letter <= '9')
        || letter == '.'
        || letter == '_'
        || letter == '-';
  }
}

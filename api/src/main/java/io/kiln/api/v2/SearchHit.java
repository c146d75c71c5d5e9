package io.kiln.api.v2;

import io.kiln.api.http.LowerCase;
import io.kiln.engine.reading.Found;
import io.kiln.engine.reading.ResourceLine;
import io.kiln.engine.reading.SeenStack;
import io.kiln.engine.reading.StackLine;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * Something that was found.
 *
 * @param name of the stack, the resource or the host
 * @param stack whose tree it is, or belongs to; null for a host
 * @param id of the stack or the resource; null for a host
 * @param path where the resource lies in the tree, as controller/keystone
 * @param type of the resource
 * @param status as CREATE_COMPLETE; of a host up or down
 * @param matched what of it has the word; of several, the first of these
 * @param text which has the word
 * @param link where more is said of it, on this server
 */
record SearchHit(
    @LowerCase Kind kind,
    String name,
    @Nullable String stack,
    @Schema(format = "uuid") @Nullable String id,
    @Nullable String path,
    @Nullable String type,
    String status,
    @LowerCase Matched matched,
    String text,
    @Schema(format = "uri-reference") String link) {

  /** What can be found, in the order in which it is listed. */
  enum Kind {
    STACK,
    RESOURCE,
    HOST
  }

  /** What of a thing has the word. */
  enum Matched {
    NAME,
    TAG,
    PATH,
    TYPE,
    PHYSICAL_ID,
    ID,
    STATUS,
    ROLE
  }

  /**
   * A page of what was found.
   *
   * @param next the cursor of the next page; null for the last
   */
  @Schema(name = "SearchHits")
  record Listed(List<SearchHit> hits, @Nullable String next) {}

  /**
   * What was found, for people.
   *
   * @param in the nested stack that a resource lies in; empty when it lies in the root, and when
   *     that stack has just gone
   */
  static SearchHit of(String project, Found found, Optional<SeenStack> in) {
    return found
        .resource()
        .map(resource -> resource(project, found, resource, in))
        .orElseGet(() -> stack(project, found));
  }

  private static SearchHit stack(String project, Found found) {
    StackLine root = found.root();
    return new SearchHit(
        Kind.STACK,
        root.name(),
        root.name(),
        root.id().toString(),
        null,
        null,
        root.state(),
        matched(found),
        found.text(),
        address("v2", project, "stacks", root.name()));
  }

  private static SearchHit resource(
      String project, Found found, ResourceLine resource, Optional<SeenStack> in) {
    StackLine root = found.root();
    return new SearchHit(
        Kind.RESOURCE,
        resource.name(),
        root.name(),
        resource.id().toString(),
        resource.path(),
        resource.type(),
        resource.state(),
        matched(found),
        found.text(),
        link(project, resource, in.orElseGet(() -> SeenStack.root(root))));
  }

  /** Heat's API shows resources; from a stack's id alone it sends on to the whole address. */
  private static String link(String project, ResourceLine resource, SeenStack in) {
    UUID id = resource.parent().orElse(in.root().id());
    return id.equals(in.id())
        ? address("v1", project, "stacks", in.name(), id.toString(), "resources", resource.name())
        : address("v1", project, "stacks", id.toString(), "resources", resource.name());
  }

  /** A host by its name or its role. */
  static SearchHit host(String name, boolean up, Matched matched, String text) {
    return new SearchHit(
        Kind.HOST,
        name,
        null,
        null,
        null,
        null,
        up ? "up" : "down",
        matched,
        text,
        address("v2", "hosts", name));
  }

  private static Matched matched(Found found) {
    return switch (found.by()) {
      case NAME -> Matched.NAME;
      case TAG -> Matched.TAG;
      case PATH -> Matched.PATH;
      case TYPE -> Matched.TYPE;
      case PHYSICAL_ID -> Matched.PHYSICAL_ID;
      case ID -> Matched.ID;
      case STATUS -> Matched.STATUS;
    };
  }

  private static String address(String... segments) {
    var address = new StringBuilder();
    for (String segment : segments) {
      address.append('/').append(UriUtils.encode(segment, StandardCharsets.UTF_8));
    }
    return address.toString();
  }
}

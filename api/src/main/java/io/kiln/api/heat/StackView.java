package io.kiln.api.heat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kiln.api.heat.Links.Link;
import io.kiln.api.http.Times;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.reading.SeenStack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stacks as Heat shows them. */
final class StackView {

  private StackView() {}

  /** One line of a list. */
  record Brief(
      String id,
      List<Link> links,
      String project,
      String stackName,
      String description,
      String stackStatus,
      String stackStatusReason,
      String creationTime,
      @Nullable String updatedTime,
      @Nullable String deletionTime,
      String stackOwner,
      @Nullable String parent,
      String stackUserProjectId,
      @Nullable List<String> tags) {

    static Brief of(SeenStack stack, Links links) {
      return new Brief(
          stack.id().toString(),
          List.of(new Link(links.stack(stack), "self")),
          stack.root().project(),
          stack.name(),
          stack.isRoot() ? stack.root().description() : "",
          stack.state(),
          stack.statusReason(),
          Times.of(stack.createdAt()),
          Times.of(stack.updatedAt()),
          Times.of(stack.root().deletedAt()),
          stack.root().owner(),
          stack.parent().map(UUID::toString).orElse(null),
          stack.root().project(),
          stack.tags().isEmpty() ? null : stack.tags());
    }
  }

  /**
   * Everything about a stack; outputs are left out when nobody wants them resolved.
   *
   * @param project in lists of every project's stacks
   */
  record Full(
      String id,
      List<Link> links,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String project,
      String stackName,
      String description,
      String templateDescription,
      String stackStatus,
      String stackStatusReason,
      String creationTime,
      @Nullable String updatedTime,
      @Nullable String deletionTime,
      String stackOwner,
      @Nullable String parent,
      String stackUserProjectId,
      List<String> tags,
      Map<String, @Nullable Object> parameters,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<OutputView> outputs,
      List<String> capabilities,
      List<String> notificationTopics,
      boolean disableRollback,
      @Nullable Long timeoutMins) {

    static Full of(
        SeenStack stack,
        String description,
        Links links,
        Map<String, @Nullable Object> parameters,
        @Nullable List<OutputView> outputs,
        @Nullable String project) {
      return new Full(
          stack.id().toString(),
          List.of(new Link(links.stack(stack), "self")),
          project,
          stack.name(),
          described(description),
          described(description),
          stack.state(),
          stack.statusReason(),
          Times.of(stack.createdAt()),
          Times.of(stack.updatedAt()),
          Times.of(stack.root().deletedAt()),
          stack.root().owner(),
          stack.parent().map(UUID::toString).orElse(null),
          stack.root().project(),
          stack.tags(),
          parameters,
          outputs,
          List.of(),
          List.of(),
          stack.isRoot() ? stack.root().disableRollback() : true,
          stack.root().timeout().map(Duration::toMinutes).orElse(null));
    }
  }

  /** What an accepted create says. */
  record Created(String id, List<Link> links) {

    static Created of(StackRecord stack, Links links) {
      return new Created(
          stack.id().toString(), List.of(new Link(links.stack(stack.name(), stack.id()), "self")));
    }
  }

  /** What Heat says in place of a description that nobody wrote. */
  static String described(String text) {
    return text.isEmpty() ? "No description" : text;
  }
}

package io.kiln.api.v2;

import io.kiln.api.heat.Texts;
import io.kiln.engine.convergence.OperationId;
import io.kiln.engine.convergence.StackNotFoundException;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.reading.Operation;
import io.kiln.engine.reading.Operations;
import io.kiln.engine.reading.Progress;
import io.kiln.templates.document.DeclaredResource;
import io.kiln.templates.source.SourceSpan;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Operations as they are shown, and the answer to whoever began one. */
final class OperationViews {

  /** A client that asks again so soon sees a small stack end in time, and is no burden. */
  private static final String RETRY_AFTER_SECONDS = "1";

  private final Operations operations;
  private final Stacks stacks;

  OperationViews(Operations operations, Stacks stacks) {
    this.operations = operations;
    this.stacks = stacks;
  }

  /** Where an operation is asked for. */
  static URI location(String project, OperationId id) {
    return URI.create(
        "/v2/%s/operations/%s".formatted(URLEncoder.encode(project, StandardCharsets.UTF_8), id));
  }

  /** That it was begun, and where to ask. */
  ResponseEntity<OperationView> accepted(Operation operation) {
    return ResponseEntity.accepted()
        .location(location(operation.begun().project(), operation.begun().id()))
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .body(whole(operation));
  }

  /** How it is; whoever asks while it runs is told when to ask again. */
  ResponseEntity<OperationView> shown(Operation operation) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
    if (operation.state() == Operation.State.RUNNING) {
      answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return answer.body(whole(operation));
  }

  private OperationView whole(Operation operation) {
    Progress progress = operations.progress(operation);
    boolean failed =
        operation.state() == Operation.State.FAILED
            || operation.way().isPresent()
            || (operation.state() == Operation.State.CANCELLED && !progress.failed().isEmpty());
    return OperationView.of(
        operation, OperationView.Steps.of(progress), failed ? failure(operation, progress) : null);
  }

  private OperationView.Failure failure(Operation operation, Progress progress) {
    Progress.@Nullable Part first =
        progress.failed().isEmpty() ? null : progress.failed().getFirst();
    SourceSpan at = first == null ? SourceSpan.NOWHERE : place(operation, first.path());
    return OperationView.Failure.of(operation.reason(), first, at);
  }

  /** Where the root's template names a resource, or what it lies in. */
  private SourceSpan place(Operation operation, String path) {
    if (operation.begun().revision().isEmpty()) {
      return SourceSpan.NOWHERE;
    }
    try {
      String root = path.replaceFirst("/.*", "");
      return Texts.template(
              stacks.source(
                  operation.begun().id().stack(), operation.begun().revision().getAsLong()))
          .flatMap(template -> Optional.ofNullable(template.resources().get(root)))
          .map(DeclaredResource::at)
          .orElse(SourceSpan.NOWHERE);
    } catch (StackNotFoundException e) {
      return SourceSpan.NOWHERE; // so old that its texts are kept no more
    }
  }

  /** One of a list: without what would cost a look at all that it did. */
  static OperationView line(Operation operation) {
    return OperationView.of(
        operation,
        null,
        operation.state() == Operation.State.FAILED
            ? OperationView.Failure.of(operation.reason(), null, SourceSpan.NOWHERE)
            : null);
  }
}

package io.kiln.api.v2;

import io.kiln.api.http.BadInputException;
import io.kiln.api.http.Query;
import io.kiln.api.http.RefusedException;
import io.kiln.engine.convergence.StackNotFoundException;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.Stacks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** A stack's events as server-sent events. */
@RestController
@Tag(name = "events")
final class EventStreamController {

  private final Stacks stacks;
  private final EventStreams streams;
  private final OpenStreams open = new OpenStreams();

  EventStreamController(Stacks stacks, EventStreams streams) {
    this.stacks = stacks;
    this.streams = streams;
  }

  /**
   * Streams what happens until the stack has settled. Each event has its number as its id; a client
   * that lost its connection goes on where it was with {@code Last-Event-ID}.
   *
   * @param stack a living stack's name, or any stack's id
   */
  @Operation(
      operationId = "streamEvents",
      parameters = {
        @Parameter(
            in = ParameterIn.HEADER,
            name = "Last-Event-ID",
            description = "The number of the last event the client has.",
            schema = @Schema(type = "integer", format = "int64", minimum = "0")),
        @Parameter(
            in = ParameterIn.QUERY,
            name = "after",
            description = "The same, for tools that cannot send that header.",
            schema = @Schema(type = "integer", format = "int64", minimum = "0", defaultValue = "0"))
      })
  @ApiResponse(
      responseCode = "200",
      description =
          "Server-sent events: without a name one that happened; `gap` where some are no longer"
              + " kept; `settled` at the end.",
      content =
          @Content(
              mediaType = "text/event-stream",
              schema =
                  @Schema(
                      oneOf = {
                        EventMessage.class,
                        EventMessage.Gap.class,
                        EventMessage.Settled.class
                      })))
  @GetMapping("/v2/{project}/stacks/{stack}/events")
  void stream(
      @PathVariable String project,
      @PathVariable String stack,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    StackRecord found =
        stacks.find(project, stack).orElseThrow(() -> new StackNotFoundException(stack));
    long after = after(request);
    if (!streams.knows(found.id(), after)) {
      throw new BadInputException(
          "The stack has no event %d: it is another stack than the one it was heard of, or it was made anew. Leave Last-Event-ID out to hear all."
              .formatted(after));
    }
    try {
      open.take(project);
    } catch (RefusedException e) {
      response.setHeader(
          HttpHeaders.RETRY_AFTER, Long.toString(OpenStreams.RETRY_AFTER.toSeconds()));
      throw e;
    }
    try {
      answer(project, found, after, request, response);
    } catch (IOException e) {
      return; // the listener is gone, and may come back with Last-Event-ID
    } finally {
      open.giveBack(project);
    }
  }

  private void answer(
      String project,
      StackRecord stack,
      long after,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    ShallowEtagHeaderFilter.disableContentCaching(request);
    response.setContentType("text/event-stream;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    response.flushBuffer();
    OutputStream out = response.getOutputStream();
    streams.stream(
        project,
        stack.id(),
        after,
        text -> {
          out.write(text.getBytes(StandardCharsets.UTF_8));
          out.flush();
        });
  }

  /** The last event the client has: by the standard header, or for tools without it by query. */
  private static long after(HttpServletRequest request) {
    String header = request.getHeader("Last-Event-ID");
    String text = header == null ? Query.own(request).text("after").orElse("0") : header;
    try {
      long sequence = Long.parseLong(text.strip());
      if (sequence >= 0) {
        return sequence;
      }
    } catch (NumberFormatException e) {
      throw new BadInputException(
          "Last-Event-ID must be the id of an event, not '%s'.".formatted(text));
    }
    throw new BadInputException("Last-Event-ID must not be negative.");
  }
}

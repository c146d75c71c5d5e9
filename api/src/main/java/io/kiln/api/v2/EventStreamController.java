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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** A stack's events as server-sent events. */
@RestController
@Tag(name = "events")
final class EventStreamController {

  /** What stands for a place in a stream; some digits fewer than a long may have. */
  static final String ID = "^([0-9]{1,18})(" + EventStreams.SETTLED + ")?$";

  private static final Pattern FORM = Pattern.compile(ID);

  /**
   * What a client knows already.
   *
   * @param last the number of its last event; 0 for none
   * @param end whether it has heard that the stack settled after that
   */
  private record Heard(long last, boolean end) {}

  private final Stacks stacks;
  private final EventStreams streams;
  private final OpenStreams open = new OpenStreams();

  EventStreamController(Stacks stacks, EventStreams streams) {
    this.stacks = stacks;
    this.streams = streams;
  }

  /**
   * Streams what happens until the stack has settled. Each event has its number as its id; a client
   * that lost its connection goes on where it was with {@code Last-Event-ID}. The end has an id as
   * well, such as {@code 7-settled}; whoever comes back with that is told to stop.
   *
   * @param stack a living stack's name, or any stack's id
   */
  @Operation(
      operationId = "streamEvents",
      parameters = {
        @Parameter(
            in = ParameterIn.HEADER,
            name = "Last-Event-ID",
            description = "The id of the last event the client has.",
            schema = @Schema(type = "string", pattern = EventStreamController.ID)),
        @Parameter(
            in = ParameterIn.QUERY,
            name = "after",
            description = "The number of that event, for tools that cannot send that header.",
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
  @ApiResponse(
      responseCode = "204",
      description =
          "The client has heard the end, and nothing has happened since: an `EventSource` stops.")
  @GetMapping("/v2/{project}/stacks/{stack}/events")
  void stream(
      @PathVariable String project,
      @PathVariable String stack,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    StackRecord found =
        stacks.find(project, stack).orElseThrow(() -> new StackNotFoundException(stack));
    Heard heard = heard(request);
    long after = heard.last();
    if (!streams.knows(found.id(), after)) {
      throw new BadInputException(
          "The stack has no event %d: it is another stack than the one it was heard of, or it was made anew. Leave Last-Event-ID out to hear all."
              .formatted(after));
    }
    if (heard.end() && streams.isOver(found, after)) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
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
  private static Heard heard(HttpServletRequest request) {
    String header = request.getHeader("Last-Event-ID");
    String text = header == null ? Query.own(request).text("after").orElse("0") : header;
    Matcher id = FORM.matcher(text.strip());
    if (!id.matches()) {
      throw new BadInputException(
          "Last-Event-ID must be the id of an event, not '%s'.".formatted(text));
    }
    return new Heard(Long.parseLong(id.group(1)), id.group(2) != null);
  }
}

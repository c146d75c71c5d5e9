package io.kiln.hooks.agent.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls an engine with a deadline and tells apart the two ways of failing: it did not answer, or it
 * refused. An engine that hangs accepts connections and never answers, so only deadlines show it.
 */
final class DockerCalls implements AutoCloseable {

  /** A create or start takes 1.4 s at its slowest on a busy engine; more than 20 times that. */
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /** Streams may be silent as long as what they are about; their readers look after the engine. */
  private static final Duration STREAM_DEADLINE = Duration.ofDays(2);

  private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(5);

  /**
   * Words of an engine that goes down or has lost its own backend, found in answers of status 500.
   */
  private static final List<String> GOING_DOWN =
      List.of(
          "shutting down",
          "containerd.sock",
          "transport is closing",
          "context deadline exceeded",
          "connection is shut down",
          "ttrpc: closed",
          // The engine's own network database is closed before its socket is.
          "failed to update store for object type",
          "failed to get network during createendpoint");

  private static final int NOT_FOUND = 404;
  private static final int FIRST_ERROR = 400;

  private static final Logger log = LoggerFactory.getLogger(DockerCalls.class);

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final ZerodepDockerHttpClient http;
  private final DockerClient client;
  private final DockerClient streams;

  DockerCalls(URI engine) {
    this.http = http(engine, DEADLINE);
    this.client = client(engine, http);
    this.streams = client(engine, http(engine, STREAM_DEADLINE));
  }

  /** Makes a call that is answered at once. */
  <T> T call(String what, Function<DockerClient, T> call) {
    return translated(what, () -> call.apply(client));
  }

  /**
   * Reads the few fields of an answer that are wanted. The library's own models hold all of the
   * engine's, which for a container cost more than everything else about a look at it.
   *
   * @param path see {@link #encoded}
   * @return empty if there is no such thing
   */
  <T> Optional<T> read(String what, String path, Class<T> answer) {
    return translated(
        what,
        () -> {
          Request request = Request.builder().method(Request.Method.GET).path(path).build();
          try (Response response = http.execute(request)) {
            int status = response.getStatusCode();
            if (status == NOT_FOUND) {
              return Optional.empty();
            }
            if (status >= FIRST_ERROR) {
              throw new DockerException(
                  new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8), status);
            }
            return Optional.of(JSON.readValue(response.getBody(), answer));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (JacksonException e) {
            throw new EngineUnavailableException(
                what + ": its answer cannot be read: " + e.getOriginalMessage(), e);
          }
        });
  }

  /** A name as one piece of a path, so that no name reaches another place of the engine's API. */
  static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Makes a call that streams; the caller bounds how long it reads. */
  <T> T stream(String what, StreamCall<T> call) {
    return translated(what, () -> call.on(streams));
  }

  /** A call whose answer comes bit by bit. */
  interface StreamCall<T> {
    T on(DockerClient client) throws InterruptedException;
  }

  @Override
  public void close() {
    for (DockerClient open : List.of(client, streams)) {
      try {
        open.close();
      } catch (IOException e) {
        log.debug("a connection to the engine cannot be closed; nothing is lost with it", e);
      }
    }
  }

  private interface Attempt<T> {
    T make() throws InterruptedException;
  }

  private static <T> T translated(String what, Attempt<T> attempt) {
    try {
      return attempt.make();
    } catch (NotFoundException e) {
      throw refused(EngineRefusedException.Kind.NOT_FOUND, e);
    } catch (ConflictException e) {
      throw refused(EngineRefusedException.Kind.CONFLICT, e);
    } catch (DockerException e) {
      throw e.getHttpStatus() == 503 || isGoingDown(e)
          ? new EngineUnavailableException("%s: %s".formatted(what, words(e)), e)
          : refused(EngineRefusedException.Kind.OTHER, e);
    } catch (DockerClientException e) {
      throw hasIoCause(e)
          ? new EngineUnavailableException("%s: %s".formatted(what, root(e)), e)
          : refused(EngineRefusedException.Kind.OTHER, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineUnavailableException(what + ": interrupted", e);
    } catch (RuntimeException e) {
      if (!hasIoCause(e)) {
        throw e;
      }
      throw new EngineUnavailableException("%s: %s".formatted(what, root(e)), e);
    }
  }

  private static boolean isGoingDown(DockerException e) {
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return e.getHttpStatus() >= 500 && GOING_DOWN.stream().anyMatch(text::contains);
  }

  private static EngineRefusedException refused(
      EngineRefusedException.Kind kind, RuntimeException e) {
    return new EngineRefusedException(kind, words(e));
  }

  /** The engine's own words: the library puts {@code Status 409: {"message":"..."}} around them. */
  private static String words(RuntimeException e) {
    String text = String.valueOf(e.getMessage()).strip();
    int start = text.indexOf("{\"message\":\"");
    if (start < 0) {
      return text;
    }
    String inner = text.substring(start + "{\"message\":\"".length());
    int end = inner.lastIndexOf("\"}");
    return (end < 0 ? inner : inner.substring(0, end))
        .replace("\\\"", "\"")
        .replace("\\n", "\n")
        .strip();
  }

  private static boolean hasIoCause(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      // The socket library reports a refused connection with an exception of its own.
      if (t instanceof IOException || t.getClass().getSimpleName().equals("LastErrorException")) {
        return true;
      }
    }
    return false;
  }

  private static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  private static DockerClient client(URI engine, ZerodepDockerHttpClient http) {
    return DockerClientImpl.getInstance(
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(engine.toString())
            .build(),
        http);
  }

  private static ZerodepDockerHttpClient http(URI engine, Duration deadline) {
    return new ZerodepDockerHttpClient.Builder()
        .dockerHost(engine)
        .connectionTimeout(CONNECT_DEADLINE)
        .responseTimeout(deadline)
        .build();
  }
}

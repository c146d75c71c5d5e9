package io.kiln.hooks.agent;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The trace that a worker makes a call in, as log lines name it, so that those of both can be found
 * together.
 */
record LoggedTrace(Optional<String> id) implements AutoCloseable {

  /** What the log's pattern calls it. */
  private static final String NAME = "trace";

  /** W3C Trace Context's header; whatever else stands there is nobody's trace. */
  private static final Pattern HEADER =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

  /** Names the trace of a header until this is closed. */
  static LoggedTrace of(@Nullable String header) {
    Optional<String> id =
        Optional.ofNullable(header)
            .map(HEADER::matcher)
            .filter(Matcher::matches)
            .map(found -> found.group(1));
    id.ifPresent(trace -> MDC.put(NAME, trace));
    return new LoggedTrace(id);
  }

  /** The one that the present thread names. */
  static LoggedTrace current() {
    return new LoggedTrace(Optional.ofNullable(MDC.get(NAME)));
  }

  /** Does work, naming it. */
  void during(Runnable work) {
    id.ifPresent(trace -> MDC.put(NAME, trace));
    try {
      work.run();
    } finally {
      MDC.remove(NAME);
    }
  }

  @Override
  public void close() {
    MDC.remove(NAME);
  }

  @Override
  public String toString() {
    return id.orElse("");
  }
}

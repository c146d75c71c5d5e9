package io.kiln.engine.convergence;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a trace something was asked for, as W3C Trace Context has it.
 *
 * @param trace 32 hexadecimal digits, not all of them 0
 * @param span 16 hexadecimal digits, not all of them 0
 * @param sampled whether whoever began the trace records it
 */
public record TraceParent(String trace, String span, boolean sampled) {

  /** Of versions to come the same parts are read, as the standard wants; {@code ff} is invalid. */
  private static final Pattern HEADER =
      Pattern.compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  private static final Pattern NONE = Pattern.compile("0+");

  public TraceParent {
    if (NONE.matcher(trace).matches() || NONE.matcher(span).matches()) {
      throw new IllegalArgumentException("a trace and a span have ids that are not 0");
    }
  }

  /** Reads a {@code traceparent} header; empty when it is none: it is to be ignored then. */
  public static Optional<TraceParent> parse(String header) {
    Matcher parts = HEADER.matcher(header);
    if (!parts.matches()
        || (parts.group(1).equals("00") && parts.group(5) != null)
        || NONE.matcher(parts.group(2)).matches()
        || NONE.matcher(parts.group(3)).matches()) {
      return Optional.empty();
    }
    boolean sampled = (Integer.parseInt(parts.group(4), 16) & 1) == 1;
    return Optional.of(new TraceParent(parts.group(2), parts.group(3), sampled));
  }

  /** As a header. */
  public String written() {
    return "00-%s-%s-%s".formatted(trace, span, sampled ? "01" : "00");
  }
}

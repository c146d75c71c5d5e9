package io.kiln.resources.host;

import java.util.Arrays;
import java.util.List;

/** The end of what a command wrote, for the reason of its failure. */
public final class OutputTail {

  /** As many lines as the log of a container that did not become healthy. */
  private static final int LINES = 20;

  /** Reasons are stored with events and shown in lists. */
  private static final int CHARACTERS = 2000;

  private OutputTail() {}

  /** The reason with the end of the output below, unless it is there already or there is none. */
  public static String append(String reason, String output) {
    String tail = of(output);
    return tail.isEmpty() || reason.contains(tail) ? reason : reason + "\n" + tail;
  }

  private static String of(String output) {
    List<String> lines = Arrays.asList(output.strip().split("\\R"));
    String last = String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    return last.length() <= CHARACTERS ? last : "..." + last.substring(last.length() - CHARACTERS);
  }
}

package io.kiln.cli.text;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the user is: data goes to {@code out}, everything else to {@code err}. */
public final class Terminal {
  private final PrintStream out;
  private final PrintStream err;
  private final InputStream in;
  private final boolean interactive;
  private final boolean colour;

  /**
   * @param interactive a person can be asked
   * @param colour ANSI colours may be written
   */
  public Terminal(
      PrintStream out, PrintStream err, InputStream in, boolean interactive, boolean colour) {
    this.out = out;
    this.err = err;
    this.in = in;
    this.interactive = interactive;
    this.colour = colour;
  }

  /** The process's own terminal; NO_COLOR and TERM=dumb are obeyed (no-color.org). */
  @SuppressWarnings("SystemConsoleNull") // NullAway still reads it as nullable
  public static Terminal ofProcess(Map<String, String> environment) {
    Console console = System.console();
    var interactive = console != null && console.isTerminal() && !environment.containsKey("CI");
    var colour =
        interactive
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM"));
    return new Terminal(
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        System.in,
        interactive,
        colour);
  }

  public boolean interactive() {
    return interactive;
  }

  public boolean colour() {
    return colour;
  }

  /** A line of what was asked for. */
  public void print(String text) {
    out.println(text);
  }

  /** A line about what is going on. */
  public void say(String text) {
    err.println(text);
  }

  public void error(@Nullable String text) {
    err.println(paint(Colour.RED, "ERROR: ") + clean(String.valueOf(text)));
  }

  public PrintStream out() {
    return out;
  }

  /** What is typed or piped in. */
  public InputStream in() {
    return in;
  }

  public PrintStream err() {
    return err;
  }

  /** Asks a yes-or-no question; anything but yes is no. */
  public boolean confirm(String question) {
    err.print(question + " [y/N] ");
    err.flush();
    try {
      var answer = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
      var word = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
      return word.equals("y") || word.equals("yes");
    } catch (IOException closed) {
      return false;
    }
  }

  /**
   * One line of what is typed or piped in; empty when there is none. What is waited for is said in
   * any case: output that goes to a file says nothing of where input comes from.
   */
  public String line(String prompt) {
    if (interactive) {
      err.print(prompt + ": ");
      err.flush();
    } else {
      say("reading from the input: " + prompt);
    }
    try {
      var line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
      return line == null ? "" : line;
    } catch (IOException closed) {
      return "";
    }
  }

  public String paint(Colour with, String text) {
    return colour ? with.start() + text + Colour.END : text;
  }

  /** Text from elsewhere must not steer the terminal: control characters are shown, not sent. */
  public static String clean(String text) {
    var cleaned = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if ((Character.isISOControl(point) && point != '\n' && point != '\t')
                  || isDirectionMark(point)) {
                cleaned.append(String.format(Locale.ROOT, "\\u%04x", point));
              } else {
                cleaned.appendCodePoint(point);
              }
            });
    return cleaned.toString();
  }

  /** Marks that reorder text on the screen, so that a line reads as what it is not. */
  private static boolean isDirectionMark(int point) {
    return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
  }
}

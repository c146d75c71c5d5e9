package io.kiln.cli;

import io.kiln.cli.http.Api;
import io.kiln.cli.http.EventFeed;
import io.kiln.cli.http.News;
import io.kiln.cli.http.StackEvent;
import io.kiln.cli.text.Colour;
import io.kiln.cli.text.EventLine;
import io.kiln.cli.text.Terminal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Follows one stack until it has settled: a line an event, a sign of life when nothing happens.
 * Leaving by Ctrl-C leaves the work alone, and says how to come back.
 */
final class Watch {
  /** Silence for longer looks like a hang (and some CI systems end the job). */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /** Resources named in a sign of life; the rest is counted. */
  private static final int NAMED = 4;

  /**
   * How it ended.
   *
   * @param status like {@code CREATE_COMPLETE}; {@code DELETE_COMPLETE} when the stack is gone
   * @param failures reasons by resource path, of this time only
   */
  record Outcome(String status, String reason, SequencedMap<String, StackEvent> failures) {
    boolean complete() {
      return status.endsWith("_COMPLETE") && !status.startsWith("ROLLBACK");
    }
  }

  private final Session session;
  private final Api api;
  private final String stack;
  private final SequencedMap<String, StackEvent> running = new LinkedHashMap<>();
  private final SequencedMap<String, StackEvent> failures = new LinkedHashMap<>();

  Watch(Session session, Api api, String stack) {
    this.session = session;
    this.api = api;
    this.stack = stack;
  }

  /**
   * The place in the stack's history to begin after, so that only what happens from now on is told.
   * Empty when there is no such stack yet.
   */
  static String position(Api api, String stack) {
    if (api.find(api.endpoint().v1("stacks", stack)).isEmpty()) {
      return "";
    }
    try (var feed = new EventFeed(api, stack, "")) {
      // A settled stack says so at the end; one at work is silent for a moment after its history.
      var quiet = Duration.ofMillis(500);
      for (var news = feed.next(Duration.ofSeconds(5)); news.isPresent(); news = feed.next(quiet)) {
        if (!(news.get() instanceof News.Happened)) {
          break;
        }
      }
      return feed.last();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /**
   * Blocks until the stack has settled.
   *
   * @param limit how long to wait; zero for as long as it takes
   */
  Outcome untilSettled(String after, Duration limit) {
    var goodbye = new Thread(this::sayGoodbye);
    Runtime.getRuntime().addShutdownHook(goodbye);
    try (var feed = new EventFeed(api, stack, after)) {
      return follow(feed, limit);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Refusal(Exit.CANCELLED, "interrupted while waiting for " + stack);
    } finally {
      Runtime.getRuntime().removeShutdownHook(goodbye);
    }
  }

  private Outcome follow(EventFeed feed, Duration limit) throws InterruptedException {
    var begun = System.nanoTime();
    while (true) {
      var passed = Duration.ofNanos(System.nanoTime() - begun);
      if (!limit.isZero() && passed.compareTo(limit) >= 0) {
        throw new Refusal(
            Exit.TIMEOUT,
            "%s has not settled within %d s; it goes on. Watch again: %s"
                .formatted(stack, limit.toSeconds(), again()));
      }
      var news = feed.next(HEARTBEAT);
      if (news.isEmpty()) {
        session.terminal().say(signOfLife(Duration.ofNanos(System.nanoTime() - begun)));
        continue;
      }
      var end = hear(news.get());
      if (end.isPresent()) {
        return end.get();
      }
    }
  }

  private Optional<Outcome> hear(News news) {
    return switch (news) {
      case News.Happened(var heard) -> {
        var event = named(heard);
        note(event);
        session.terminal().say(EventLine.of(event, session.terminal()));
        yield Optional.empty();
      }
      case News.Settled(var status, var reason) ->
          Optional.of(new Outcome(status, reason, failures));
      case News.Gone _ -> Optional.of(new Outcome("DELETE_COMPLETE", "", failures));
      case News.Interrupted(var why) -> {
        session.terminal().say("the connection is lost, trying again: " + Terminal.clean(why));
        yield Optional.empty();
      }
      case News.Broken(var cause) -> throw cause;
    };
  }

  /** Kiln leaves the resource of the stack's own events empty, Heat gives the stack's name. */
  private StackEvent named(StackEvent event) {
    return event.resource().isEmpty() ? event.about(stack) : event;
  }

  private void note(StackEvent event) {
    if (event.inProgress()) {
      failures.remove(event.resource()); // tried again
      running.put(event.resource(), event);
    } else {
      running.remove(event.resource());
      if (event.failed() && !event.resource().equals(stack)) {
        failures.put(event.resource(), event);
      }
    }
  }

  private String signOfLife(Duration passed) {
    var names = running.keySet().stream().filter(name -> !name.equals(stack)).toList();
    var named = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    var more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
    return session
        .terminal()
        .paint(
            Colour.GREY,
            "… %d s, waiting for %s"
                .formatted(
                    passed.toSeconds(), Terminal.clean(names.isEmpty() ? stack : named + more)));
  }

  private String again() {
    return "kiln event list " + stack + " --follow";
  }

  private void sayGoodbye() {
    session.terminal().say("\nDetached; " + stack + " goes on. Watch again: " + again());
  }

  /** Prints what failed and why, worst first, and gives the exit code of the outcome. */
  static int report(Session session, String stack, Outcome outcome) {
    var terminal = session.terminal();
    var word = outcome.complete() ? Colour.GREEN : Colour.RED;
    terminal.say("");
    terminal.say("Stack " + stack + " " + terminal.paint(word, Terminal.clean(outcome.status())));
    if (outcome.complete()) {
      return Exit.OK;
    }
    if (outcome.failures().isEmpty() && !outcome.reason().isBlank()) {
      terminal.say("  " + Terminal.clean(outcome.reason()));
    }
    for (Map.Entry<String, StackEvent> failure : outcome.failures().entrySet()) {
      var event = failure.getValue();
      terminal.say(
          "  %s%s %s: %s"
              .formatted(
                  Terminal.clean(failure.getKey()),
                  event.type().isEmpty() ? "" : " (" + Terminal.clean(event.type()) + ")",
                  Terminal.clean(event.status()),
                  Terminal.clean(event.reason())));
    }
    return Exit.FAILED;
  }
}

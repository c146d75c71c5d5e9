package io.kiln.it.chaos;

import io.kiln.it.harness.Api;
import io.kiln.it.harness.Eventually;
import io.kiln.it.harness.Server;
import io.kiln.it.harness.Stack;
import io.kiln.it.harness.Wanted;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Somebody who makes stacks, changes them in mid-flight, cancels, deletes, and looks at the end
 * whether everything happened that had to, and nothing twice.
 */
final class Load implements Runnable {

  /** Three scripts of 0.2 s and every kind of outage; a tree that needs longer is wedged. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final List<String> STEPS = List.of("first", "second", "aside");

  private final Server server;
  private final Ledger ledger;
  private final Random random;
  private final String name;
  private final AtomicBoolean over;
  private final AtomicInteger lived = new AtomicInteger();
  private final AtomicInteger updates = new AtomicInteger();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  Load(Server server, Ledger ledger, long seed, String name, AtomicBoolean over) {
    this.server = server;
    this.ledger = ledger;
    this.random = new Random(seed);
    this.name = name;
    this.over = over;
  }

  /** Stacks that lived from create to delete. */
  int lived() {
    return lived.get();
  }

  /** Updates that were accepted. */
  int updates() {
    return updates.get();
  }

  /** What must not have happened. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  @Override
  public void run() {
    for (int i = 0; !over.get(); i++) {
      String stack = "%s-%d".formatted(name, i);
      try {
        live(stack);
        lived.incrementAndGet();
      } catch (AssertionError | RuntimeException e) {
        wrong.add(stack + ": " + e);
      }
    }
  }

  private void live(String stackName) {
    int revision = 1;
    Stack stack = created(stackName);
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      Eventually.pause(Duration.ofMillis(random.nextInt(900)));
      if (random.nextInt(4) == 0) {
        insist(() -> server.api().heat("POST", path(stack, "/actions"), cancel()).status() < 500);
      }
      revision++;
      Wanted wanted = wanted(stackName, revision);
      // Repeated when the answer was lost: the same revision twice is one.
      insist(
          () -> {
            stack.update(wanted);
            return true;
          });
      updates.incrementAndGet();
    }
    boolean wholly = random.nextInt(5) > 0;
    if (wholly) {
      settled(stack, revision == 1 ? "CREATE_COMPLETE" : "UPDATE_COMPLETE");
      String shown = insisted(() -> stack.output("revision").asString());
      check(shown.equals(Integer.toString(revision)), stackName, "output is " + shown);
    }
    Map<String, Long> happened = ledger.of(stackName);
    happened.forEach(
        (line, times) -> check(times == 1, stackName, line + " ran " + times + " times"));
    if (wholly) {
      for (String step : STEPS) {
        String line = "%s %s %d".formatted(stackName, step, revision);
        check(happened.containsKey(line), stackName, line + " never ran");
      }
    }
    insist(
        () -> {
          stack.delete();
          return true;
        });
    settled(stack, "DELETE_COMPLETE");
  }

  private Stack created(String stackName) {
    Wanted wanted = wanted(stackName, 1);
    return insisted(
        () -> {
          Api.Answer answer = server.offer(stackName, wanted);
          return switch (answer.status()) {
            case 201 -> server.stack(stackName, answer.body().path("stack").path("id").asString());
            // The first answer was lost.
            case 409 -> server.stack(stackName);
            default -> throw new AssertionError("create of " + stackName + ": " + answer);
          };
        });
  }

  private static void settled(Stack stack, String status) {
    Eventually.until(
        stack.name() + " is " + status,
        PATIENCE,
        () -> {
          String now = insisted(stack::status);
          if (now.endsWith("_FAILED")) {
            throw new AssertionError(stack.name() + " is " + now + "\n" + insisted(stack::story));
          }
          return now.equals(status);
        },
        () -> insisted(stack::story));
  }

  private void check(boolean holds, String stackName, String otherwise) {
    if (!holds) {
      wrong.add(stackName + ": " + otherwise);
    }
  }

  private static void insist(Supplier<Boolean> call) {
    Eventually.until("the server takes a call", PATIENCE, () -> insisted(call), () -> "");
  }

  /** Asks again while the server is away or its database is. */
  private static <T> T insisted(Supplier<T> call) {
    return Eventually.eventually(
        "the server answers",
        PATIENCE,
        () -> {
          try {
            return Optional.of(call.get());
          } catch (UncheckedIOException e) {
            return Optional.empty();
          } catch (AssertionError e) {
            if (String.valueOf(e.getMessage()).contains("status=503")) {
              return Optional.empty();
            }
            throw e;
          }
        },
        () -> "");
  }

  private static Optional<Map<String, ?>> cancel() {
    return Optional.of(Map.of("cancel_without_rollback", ""));
  }

  private static String path(Stack stack, String tail) {
    return "/stacks/" + stack.name() + "/" + stack.id() + tail;
  }

  private Wanted wanted(String stack, int revision) {
    return Wanted.of(
        """
        heat_template_version: 2018-08-31
        resources:
          config:
            type: OS::Heat::SoftwareConfig
            properties:
              group: script
              inputs: [{name: stack}, {name: step}, {name: revision}]
              outputs: [{name: seen}]
              config: |
                #!/bin/sh
                %1$s
                sleep 0.2
                printf %%s "$revision" > $heat_outputs_path.seen
          first:
            type: OS::Heat::SoftwareDeployment
            properties:
              server: %2$s
              config: {get_resource: config}
              actions: [CREATE, UPDATE]
              input_values: {stack: %3$s, step: first, revision: '%4$d'}
          between:
            type: OS::Heat::Value
            properties: {type: string, value: {get_attr: [first, seen]}}
          word: {type: OS::Heat::RandomString}
          second:
            type: OS::Heat::SoftwareDeployment
            properties:
              server: %2$s
              config: {get_resource: config}
              actions: [CREATE, UPDATE]
              input_values: {stack: %3$s, step: second, revision: {get_attr: [between, value]}}
          aside:
            type: OS::Heat::SoftwareDeployment
            properties:
              server: %2$s
              config: {get_resource: config}
              actions: [CREATE, UPDATE]
              input_values: {stack: %3$s, step: aside, revision: '%4$d'}
        outputs:
          revision: {value: {get_attr: [second, seen]}}
        """
            .formatted(ledger.command(), Fleet.HOST, stack, revision));
  }
}

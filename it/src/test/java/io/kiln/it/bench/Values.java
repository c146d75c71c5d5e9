package io.kiln.it.bench;

import io.kiln.it.harness.Server;
import io.kiln.it.harness.Stack;
import io.kiln.it.harness.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A stack of a thousand resources that are only values: what the engine itself takes. */
final class Values {

  private static final int PAIRS = 500;
  private static final int ROUNDS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Values() {}

  static List<String> measure(Server server) {
    List<String> lines = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      Stack stack = server.create("values" + round, Wanted.of(template("first")));
      long taken = Bench.millis(begun);
      stack.await("CREATE_COMPLETE", PATIENCE);
      long complete = Bench.millis(begun);
      begun = System.nanoTime();
      stack.update(Wanted.of(template("second"))).await("UPDATE_COMPLETE", PATIENCE);
      long updated = Bench.millis(begun);
      begun = System.nanoTime();
      stack.delete().await("DELETE_COMPLETE", PATIENCE);
      lines.add(
          "%-34s %6d ms, %d resources/s (accepted after %d ms; update of half %d ms, delete %d ms)"
              .formatted(
                  "1000 values, complete",
                  complete,
                  2L * PAIRS * 1000 / complete,
                  taken,
                  updated,
                  Bench.millis(begun)));
    }
    return lines;
  }

  /** Each value holds a random string and the given word. */
  private static String template(String word) {
    var text = new StringBuilder("heat_template_version: 2018-08-31\nresources:\n");
    for (int i = 0; i < PAIRS; i++) {
      text.append("  random%d: {type: OS::Heat::RandomString}\n".formatted(i));
      text.append(
          "  value%d: {type: OS::Heat::Value, properties: {value: {list_join: [' ', [%s, {get_attr: [random%d, value]}]]}}}\n"
              .formatted(i, word, i));
    }
    return text.toString();
  }
}

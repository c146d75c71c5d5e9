package io.kiln.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.spi.Progress;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.function.Function;

/** Drives a step as an engine does: again and again with the checkpoint that was left. */
public final class Steps {

  /** Far more calls than any step in a test needs. */
  private static final int MOST_CALLS = 500;

  private Steps() {}

  /** Calls a step until it ends, without waiting: time passes as fast as it is asked for. */
  public static <A> Progress<A> drive(
      SimulatedContext first, Function<SimulatedContext, Progress<A>> step) {
    SimulatedContext context = first;
    for (int i = 0; i < MOST_CALLS; i++) {
      Progress<A> progress = step.apply(context);
      if (!(progress instanceof Progress.Waiting<A> waiting)) {
        return progress;
      }
      // Through JSON, because that is how a checkpoint is kept.
      context =
          context.resumed(Json.parse(Json.write(waiting.checkpoint()))).after(waiting.askAgainIn());
    }
    throw new AssertionError("the step did not end within " + MOST_CALLS + " calls");
  }

  /** The end of a step that must end well. */
  public static <A> Progress.Done<A> done(Progress<A> progress) {
    assertThat(progress).isInstanceOf(Progress.Done.class);
    return (Progress.Done<A>) progress;
  }

  /** The end of a step that must fail. */
  public static <A> Progress.Failed<A> failed(Progress<A> progress) {
    assertThat(progress).isInstanceOf(Progress.Failed.class);
    return (Progress.Failed<A>) progress;
  }

  /** A step that must not have ended. */
  public static <A> Progress.Waiting<A> waiting(Progress<A> progress) {
    assertThat(progress).isInstanceOf(Progress.Waiting.class);
    return (Progress.Waiting<A>) progress;
  }

  /** A text that is not shown, as whoever needs it has it. */
  public static String clear(Value value) {
    return value instanceof Value.Text(String text, _) ? text : value.toString();
  }
}

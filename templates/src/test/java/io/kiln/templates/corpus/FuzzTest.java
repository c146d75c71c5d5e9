package io.kiln.templates.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.source.Rendering;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Real templates, damaged in their characters, their words and their trees, give findings or a
 * model: no exception, and no more than a second of one processor. A seed that failed is replayed
 * with {@code -Dkiln.fuzz.seed=N}; {@code -Dkiln.fuzz.minutes=N} goes on for longer.
 */
class FuzzTest {

  private static final StackIdentity STACK = new StackIdentity("demo", "demo", "");
  private static final long SECOND = 1_000_000_000;
  private static final int USUAL = 3_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final HeatCompiler compiler = new HeatCompiler(new SampleCatalog(), Limits.DEFAULT);
  private final List<String> texts = texts();

  @Test
  void aDamagedTemplateGivesFindingsOrAModelInTime() {
    long only = Long.getLong("kiln.fuzz.seed", -1);
    if (only >= 0) {
      once(only);
      return;
    }
    long minutes = Long.getLong("kiln.fuzz.minutes", 0);
    long first = new Random().nextLong(Long.MAX_VALUE / 2);
    System.out.printf("fuzzing from seed %d on%n", first);
    long until = System.nanoTime() + minutes * 60 * SECOND;
    List<String> failures = new ArrayList<>();
    long seed = first;
    while (seed < first + USUAL || (System.nanoTime() < until && failures.size() < 20)) {
      try {
        once(seed);
      } catch (RuntimeException | Error thrown) {
        failures.add("seed %d: %s".formatted(seed, describe(thrown)));
      }
      seed++;
    }
    System.out.printf("%d templates damaged%n", seed - first);
    assertThat(failures).isEmpty();
  }

  private static String describe(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return thrown + (trace.length > 1 ? " at %s, %s".formatted(trace[0], trace[1]) : "");
  }

  private void once(long seed) {
    var random = new Random(seed);
    String text = texts.get(random.nextInt(texts.size()));
    String other = texts.get(random.nextInt(texts.size()));
    String damaged = new Damage(random).of(text, other);
    GoldenCase golden = GoldenCase.mutated(damaged);
    // Code that is loaded and compiled for the first time would count as the template's.
    compiler.compile(golden.source(), STACK);
    long began = THREADS.getCurrentThreadCpuTime();
    Evaluated<Optional<Frame>> compiled = compiler.compile(golden.source(), STACK);
    inTime(began);
    assertThat(compiled.failed() || compiled.result().isPresent()).isTrue();
    Map<String, String> sources = new HashMap<>(golden.source().files());
    sources.put("case.yaml", golden.source().template());
    new Rendering(sources).render(compiled.diagnostics());
    if (!compiled.failed()) {
      new Outcome(compiled.result().orElseThrow(), new ArrayList<>()).json();
    }
    StackSource surrounded = environment(golden.source(), other, random);
    began = THREADS.getCurrentThreadCpuTime();
    compiler.validate(surrounded, STACK, true);
    inTime(began);
  }

  private static void inTime(long began) {
    assertThat(THREADS.getCurrentThreadCpuTime() - began).as("nanoseconds").isLessThan(SECOND);
  }

  /** The same with something that need not be an environment as its environment. */
  private static StackSource environment(StackSource source, String other, Random random) {
    return new StackSource(
        source.template(),
        source.templateName(),
        source.files(),
        List.of(),
        Optional.of(new Damage(random).of(other, source.template())),
        source.parameters());
  }

  private static List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (String folder : List.of("src/test/corpus", "library")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(one -> one.toString().endsWith(".yaml")).sorted().toList()) {
          texts.add(Files.readString(file));
        }
      } catch (IOException unreadable) {
        throw new java.io.UncheckedIOException(unreadable);
      }
    }
    return texts;
  }
}

package io.kiln.templates.speed;

import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.corpus.SampleCatalog;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.text.TextLimits;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;

/** Texts to checked frames; beside each, what the YAML parser alone takes to read its bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
// One thread's work is measured: a collector with threads of its own would measure the machine.
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseSerialGC", "-Xms3g", "-Xmx3g"})
@Warmup(iterations = 4, time = 4)
@Measurement(iterations = 4, time = 4)
public class Compiling {

  private static final StackIdentity STACK = new StackIdentity("demo", "demo", "");

  /** 350 kB. */
  private static final int LARGE = 1_370;

  private final HeatCompiler compiler =
      new HeatCompiler(
          new SampleCatalog(), new Limits(new TextLimits(8_000_000, 100, 2_000_000), 10, 100_000));
  private final LoadSettings settings =
      LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();

  private final StackSource large = Workloads.alone(Workloads.template(LARGE));
  private final StackSource thousand = Workloads.alone(Workloads.template(1_000));
  private final StackSource tenThousand = Workloads.alone(Workloads.template(10_000));
  private final StackSource body = Workloads.body();

  /** The bytes of each, for the report. */
  static long bytes(StackSource source) {
    return source.template().length()
        + source.files().values().stream().mapToLong(String::length).sum();
  }

  static StackSource source(String name) {
    var all = new Compiling();
    return switch (name) {
      case "large" -> all.large;
      case "thousand" -> all.thousand;
      case "tenThousand" -> all.tenThousand;
      case "body" -> all.body;
      default -> throw new IllegalArgumentException(name);
    };
  }

  @Benchmark
  public Frame large(Processor processor) {
    return compile(large);
  }

  @Benchmark
  public void largeBare(Processor processor, Blackhole hole) {
    parse(large, hole);
  }

  @Benchmark
  public Frame thousand(Processor processor) {
    return compile(thousand);
  }

  @Benchmark
  public void thousandBare(Processor processor, Blackhole hole) {
    parse(thousand, hole);
  }

  @Benchmark
  public Frame tenThousand(Processor processor) {
    return compile(tenThousand);
  }

  @Benchmark
  public void tenThousandBare(Processor processor, Blackhole hole) {
    parse(tenThousand, hole);
  }

  @Benchmark
  public Frame body(Processor processor) {
    return compile(body);
  }

  @Benchmark
  public void bodyBare(Processor processor, Blackhole hole) {
    parse(body, hole);
  }

  private Frame compile(StackSource source) {
    Evaluated<Optional<Frame>> compiled = compiler.compile(source, STACK);
    if (!compiled.diagnostics().isEmpty()) {
      throw new IllegalStateException("there is something wrong: " + compiled.diagnostics());
    }
    return compiled.result().orElseThrow();
  }

  private void parse(StackSource source, Blackhole hole) {
    hole.consume(new Compose(settings).composeString(source.template()));
    List.copyOf(source.files().values())
        .forEach(text -> hole.consume(new Compose(settings).composeString(text)));
  }
}

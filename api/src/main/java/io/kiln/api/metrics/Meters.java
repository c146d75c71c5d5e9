package io.kiln.api.metrics;

import io.kiln.engine.convergence.StepSlots;
import io.kiln.engine.convergence.Trees;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.IntSupplier;

/**
 * All figures of one process. Names are {@code kiln_…} and the JVM's usual ones; labels have few
 * values each: never a stack's, a resource's or a project's name.
 */
public final class Meters implements AutoCloseable {

  /** What {@link #scrape} gives, as Prometheus names it. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private boolean ofJvm;

  MeterRegistry registry() {
    return registry;
  }

  /** The same trees, with every call and everything that is committed counted. */
  public Trees watching(Trees trees) {
    return new MeteredTrees(trees, registry);
  }

  /** {@code kiln_trees_driven}: trees that a worker of this process holds now. */
  public void driven(IntSupplier trees) {
    Gauge.builder("kiln.trees.driven", trees::getAsInt)
        .description("Stack trees that a worker of this process holds")
        .strongReference(true)
        .register(registry);
  }

  /** {@code kiln_trees_waiting}: trees that nobody holds; asked for at each scrape. */
  public void waiting(IntSupplier trees) {
    Gauge.builder("kiln.trees.waiting", trees::getAsInt)
        .description("Stack trees that are to be driven and that no worker holds")
        .strongReference(true)
        .register(registry);
  }

  /** {@code kiln_steps_at_work}, and {@code kiln_steps_waiting} by the limit that they wait for. */
  public void slots(StepSlots slots) {
    Gauge.builder("kiln.steps.at.work", slots::atWork)
        .description("Steps that have a slot of this process")
        .strongReference(true)
        .register(registry);
    for (StepSlots.Limit limit : StepSlots.Limit.values()) {
      Gauge.builder("kiln.steps.waiting", () -> slots.waiting(limit))
          .description("Steps that wait for a slot of this process")
          .tag("limit", limit.written())
          .strongReference(true)
          .register(registry);
    }
  }

  /** Everything, in Prometheus' text format. */
  public String scrape() {
    bindJvm();
    return registry.scrape(CONTENT_TYPE);
  }

  /** Only once somebody watches: the JVM's own figures cost a tenth of a second at the start. */
  private synchronized void bindJvm() {
    if (!ofJvm) {
      ofJvm = true;
      new JvmMemoryMetrics().bindTo(registry);
      new ProcessorMetrics().bindTo(registry);
    }
  }

  @Override
  public void close() {
    registry.close();
  }
}

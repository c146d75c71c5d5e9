package io.kiln.templates.speed;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What calls cost the processor, the collector's share with them: what else the machine does
 * meanwhile makes them slower, but not dearer. The clock ticks every ten milliseconds, so only sums
 * say something.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Processor {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  public long nanos;
  public long calls;

  private long began;

  /** The counters themselves are cleared by JMH. */
  @Setup(Level.Invocation)
  public void begin() {
    began = SYSTEM.getProcessCpuTime();
  }

  @TearDown(Level.Invocation)
  public void end() {
    nanos += SYSTEM.getProcessCpuTime() - began;
    calls++;
  }
}

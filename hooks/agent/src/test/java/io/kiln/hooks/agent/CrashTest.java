package io.kiln.hooks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.hooks.agent.runtime.ContainerRuntime;
import io.kiln.hooks.agent.runtime.SimulatedRuntime;
import io.kiln.hooks.protocol.Attempts;
import io.kiln.hooks.protocol.ConfigFile;
import io.kiln.hooks.protocol.ContainerProcess;
import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.Fence;
import io.kiln.hooks.protocol.Identity;
import io.kiln.hooks.protocol.ImagePull;
import io.kiln.hooks.protocol.ObservedContainer;
import io.kiln.hooks.protocol.Operation;
import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.hooks.protocol.OperationStatus.State;
import io.kiln.hooks.protocol.Work;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent dies before and after every single call to the engine, and then is started again. */
final class CrashTest {

  /** More calls than any of the operations here makes; reaching it ends the search. */
  private static final int MOST_CALLS = 40;

  private static final Identity WEB = new Identity("s1", "cloud", "web", "r1");
  private static final ContainerSpec FIRST =
      ContainerSpec.of(WEB, "web", "web:1")
          .withProcess(ContainerProcess.running("serve"))
          .withFiles(
              List.of(new ConfigFile("/a", "a", "root", 0644, ConfigFile.Strategy.COPY_ALWAYS)));
  private static final ContainerSpec SECOND = FIRST.withImage("web:2", ImagePull.MISSING);

  @TempDir Path folder;

  @Test
  void aCreateEndsWithOneContainer() throws Exception {
    atEveryCall(
        List.of(),
        new Work.ApplyContainer(FIRST),
        (status, engine) -> {
          assertThat(status.state()).isEqualTo(State.DONE);
          assertThat(engine.of(WEB)).singleElement().matches(ObservedContainer::isRunning);
        });
  }

  @Test
  void aReplacementEndsWithTheNewContainerAlone() throws Exception {
    atEveryCall(
        List.of(new Work.ApplyContainer(FIRST)),
        new Work.ApplyContainer(SECOND),
        (status, engine) -> {
          assertThat(status.state()).isEqualTo(State.DONE);
          assertThat(engine.of(WEB))
              .singleElement()
              .matches(ObservedContainer::isRunning)
              .matches(container -> container.image().equals("web:2"))
              .matches(container -> container.name().equals("web"));
        });
  }

  @Test
  void aReplacementThatFailsEndsWithTheOldContainerAlone() throws Exception {
    atEveryCall(
        List.of(new Work.ApplyContainer(FIRST)),
        new Work.ApplyContainer(SECOND.withProcess(ContainerProcess.running("sh", "-c", "exit 3"))),
        (status, engine) -> {
          assertThat(status.state()).isEqualTo(State.FAILED);
          assertThat(engine.of(WEB))
              .singleElement()
              .matches(ObservedContainer::isRunning)
              .matches(container -> container.image().equals("web:1"))
              .matches(container -> container.name().equals("web"));
        });
  }

  @Test
  void aOneShotEndsWithNothingLeft() throws Exception {
    atEveryCall(
        List.of(),
        new Work.RunOnce("sync", FIRST, Attempts.once(Duration.ofSeconds(20))),
        (status, engine) -> {
          assertThat(status.state()).isEqualTo(State.DONE);
          // What only had to be kept for the result may wait for the container's removal.
          assertThat(engine.of(WEB)).noneMatch(ObservedContainer::isRunning);
        });
  }

  @Test
  void aRemovalEndsWithNothing() throws Exception {
    atEveryCall(
        List.of(new Work.ApplyContainer(FIRST)),
        new Work.RemoveContainer(WEB, "web", true),
        (status, engine) -> {
          assertThat(status.state()).isEqualTo(State.DONE);
          assertThat(engine.of(WEB)).isEmpty();
        });
  }

  private interface Check {
    void that(OperationStatus status, ContainerRuntime engine);
  }

  private void atEveryCall(List<Work> before, Work work, Check check) throws Exception {
    boolean crashed = true;
    List<Integer> points = new ArrayList<>();
    for (int call = 1; crashed && call <= MOST_CALLS; call++) {
      for (boolean afterwards : List.of(false, true)) {
        crashed = crashAt(call, afterwards, before, work, check);
      }
      points.add(call);
    }
    assertThat(crashed).as("every call was a point to die at").isFalse();
    assertThat(points).hasSizeGreaterThan(2);
  }

  /** Returns whether the operation made so many calls. */
  private boolean crashAt(int call, boolean afterwards, List<Work> before, Work work, Check check)
      throws Exception {
    Path data = Files.createTempDirectory(folder, "crash");
    try (SimulatedRuntime engine = new SimulatedRuntime(data.resolve("engine"))) {
      try (Agent agent = agent(engine, data)) {
        for (Work earlier : before) {
          assertThat(run(agent, "before", earlier).state()).isEqualTo(State.DONE);
        }
      }
      CountDownLatch dead = new CountDownLatch(1);
      boolean crashed;
      try (Agent agent = agent(dying(engine, call, afterwards, dead), data)) {
        OperationStatus status = agent.submit(new Operation("t", new Fence("tree", 1), work));
        while (!status.isFinal() && dead.getCount() > 0) {
          status = agent.await("t", Duration.ofMillis(20));
        }
        crashed = dead.getCount() == 0;
      }
      try (Agent agent = agent(engine, data)) {
        check.that(settle(agent, agent.await("t", Duration.ZERO)), engine);
      }
      return crashed;
    }
  }

  private static OperationStatus run(Agent agent, String token, Work work) {
    return settle(agent, agent.submit(new Operation(token, new Fence("tree", 1), work)));
  }

  private static OperationStatus settle(Agent agent, OperationStatus status) {
    OperationStatus now = status;
    while (!now.isFinal()) {
      now = agent.await(now.token(), Duration.ofSeconds(10));
    }
    return now;
  }

  private static Agent agent(ContainerRuntime engine, Path data) throws IOException {
    return new Agent(
        "h1", engine, data.resolve("agent"), AgentPolicy.permissive(data), InstantSource.system());
  }

  /** An engine whose caller dies at a certain call, and whoever calls after that as well. */
  private static ContainerRuntime dying(
      ContainerRuntime engine, int at, boolean afterwards, CountDownLatch dead) {
    AtomicInteger calls = new AtomicInteger();
    return (ContainerRuntime)
        Proxy.newProxyInstance(
            CrashTest.class.getClassLoader(),
            new Class<?>[] {ContainerRuntime.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null; // The engine outlives the agent.
              }
              int call = calls.incrementAndGet();
              if (call < at) {
                return call(engine, method, arguments);
              }
              if (call == at && afterwards) {
                call(engine, method, arguments);
              }
              dead.countDown();
              throw new Death();
            });
  }

  private static @Nullable Object call(ContainerRuntime engine, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(engine, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  /** Ends the thread that carries an operation out, as the end of the process would. */
  private static final class Death extends Error {
    Death() {
      super("the agent dies here on purpose", null, false, false);
    }
  }
}

package io.kiln.resources.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.hooks.protocol.ContainerSpec;
import io.kiln.hooks.protocol.HostAgent;
import io.kiln.hooks.protocol.HostStatus;
import io.kiln.hooks.protocol.HostUnreachableException;
import io.kiln.hooks.protocol.LiveContainer;
import io.kiln.hooks.protocol.ObservedContainer;
import io.kiln.hooks.protocol.Operation;
import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.hooks.protocol.UnknownOperationException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResilientHostAgentsTest {

  private static final ResilienceSettings QUICK =
      new ResilienceSettings(
          Duration.ofMillis(200), 3, Duration.ofMillis(1), 2, 8, 50f, Duration.ofMillis(100));

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void aCallThatIsLostOnceIsRepeated() {
    HostAgent agent = guarded(call -> call == 1 ? lost() : running());
    assertThat(agent.await("t", Duration.ZERO).progress()).isEqualTo("at it");
    assertThat(calls).hasValue(2);
  }

  @Test
  void aHostThatKeepsNotAnsweringIsLeftAloneForAWhileAndThenTriedAgain() throws Exception {
    AtomicInteger healthy = new AtomicInteger();
    HostAgent agent = guarded(_ -> healthy.get() == 0 ? lost() : running());
    assertThatThrownBy(() -> agent.await("t", Duration.ZERO))
        .isInstanceOf(HostUnreachableException.class)
        .hasMessage("connection refused");
    assertThat(calls).hasValue(3);
    assertThatThrownBy(() -> agent.await("t", Duration.ZERO))
        .isInstanceOf(HostUnreachableException.class)
        .hasMessageContaining("host a has not answered lately");
    assertThat(calls).hasValue(4);
    assertThatThrownBy(() -> agent.await("t", Duration.ZERO))
        .isInstanceOf(HostUnreachableException.class);
    assertThat(calls).hasValue(4);
    healthy.set(1);
    Thread.sleep(QUICK.openFor().plusMillis(50));
    assertThat(agent.await("t", Duration.ZERO).progress()).isEqualTo("at it");
  }

  @Test
  void aLostHostSlowsDownNoOther() {
    HostAgent lost = agent(_ -> lost());
    HostAgent well = agent(_ -> running());
    Map<String, HostAgent> byName = Map.of("a", lost, "b", well);
    var agents =
        new ResilientHostAgents(name -> Optional.ofNullable(byName.get(name)), QUICK, threads);
    for (int i = 0; i < 5; i++) {
      HostAgent a = agents.agentFor("a").orElseThrow();
      assertThatThrownBy(() -> a.await("t", Duration.ZERO))
          .isInstanceOf(HostUnreachableException.class);
      assertThat(agents.agentFor("b").orElseThrow().await("t", Duration.ZERO).isFinal()).isFalse();
    }
    assertThat(agents.agentFor("c")).isEmpty();
  }

  @Test
  void aCallThatHangsIsCutOffAtTheDeadline() {
    CountDownLatch never = new CountDownLatch(1);
    HostAgent agent =
        guarded(
            _ -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return running();
            });
    assertThatThrownBy(() -> agent.await("t", Duration.ofMillis(1)))
        .isInstanceOf(HostUnreachableException.class)
        .hasMessageContaining("did not answer within 201 ms");
  }

  @Test
  void whatTheAgentSaysItselfIsNoReasonToLeaveItAlone() {
    HostAgent agent =
        guarded(
            _ -> {
              throw new UnknownOperationException("t");
            });
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> agent.await("t", Duration.ZERO))
          .isInstanceOf(UnknownOperationException.class);
    }
    assertThat(calls).hasValue(10);
  }

  private HostAgent guarded(IntFunction<OperationStatus> answers) {
    HostAgent agent = agent(answers);
    return new ResilientHostAgents(_ -> Optional.of(agent), QUICK, threads)
        .agentFor("a")
        .orElseThrow();
  }

  private static OperationStatus lost() {
    throw new HostUnreachableException("connection refused");
  }

  private static OperationStatus running() {
    return OperationStatus.running("t", "at it");
  }

  private HostAgent agent(IntFunction<OperationStatus> answers) {
    return new HostAgent() {
      @Override
      public OperationStatus submit(Operation operation) {
        return answers.apply(calls.incrementAndGet());
      }

      @Override
      public OperationStatus await(String token, Duration patience) {
        return answers.apply(calls.incrementAndGet());
      }

      @Override
      public HostStatus status() {
        throw new AssertionError("nobody asks");
      }

      @Override
      public LiveContainer observe(ContainerSpec spec) {
        throw new AssertionError("nobody looks");
      }

      @Override
      public Optional<ObservedContainer> find(String idOrName) {
        throw new AssertionError("nobody looks");
      }
    };
  }
}

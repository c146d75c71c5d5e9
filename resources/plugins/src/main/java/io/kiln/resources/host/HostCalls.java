package io.kiln.resources.host;

import io.kiln.hooks.protocol.Fence;
import io.kiln.hooks.protocol.HostAgent;
import io.kiln.hooks.protocol.HostUnreachableException;
import io.kiln.hooks.protocol.Operation;
import io.kiln.hooks.protocol.OperationStatus;
import io.kiln.hooks.protocol.UnknownOperationException;
import io.kiln.hooks.protocol.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Hands pieces of work to many hosts at once and waits a while for news. Calling again with the
 * same pieces is how to go on: hosts know what they were handed by its token.
 */
public final class HostCalls {

  private final HostAgents agents;

  /** Reaches hosts through these agents. */
  public HostCalls(HostAgents agents) {
    this.agents = agents;
  }

  /**
   * A piece of work for one host.
   *
   * @param token see {@link Operation#token()}
   */
  public record Call(String host, String token, Work work) {}

  /** What a host said to a call. */
  public sealed interface Reply {

    /** What was asked. */
    Call call();

    /** It has finished, well or badly. */
    record Ended(Call call, OperationStatus status) implements Reply {}

    /** It is at it. */
    record Running(Call call, String progress) implements Reply {}

    /** No answer: whether it is at it is not known. */
    record Lost(Call call, String why) implements Reply {

      /** For people: what is waited for, and how to end the wait when the host does not return. */
      public String told() {
        return "waiting for host %s: %s (is it gone for good? kiln host delete %s)"
            .formatted(call.host(), why, call.host());
      }
    }

    /** There is no such host, or no more. */
    record NoHost(Call call) implements Reply {}
  }

  /** What a host said to a question, or why it said nothing. */
  public record Said<T>(String host, Optional<T> answer, String silence) {}

  /** Asks hosts something that changes nothing, all at the same time; answers in their order. */
  public <T> List<Said<T>> ask(List<String> hosts, Function<HostAgent, T> question) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Said<T>>> waiting =
          hosts.stream().map(host -> threads.submit(() -> ask(host, question))).toList();
      List<Said<T>> said = new ArrayList<>();
      for (Future<Said<T>> each : waiting) {
        said.add(each.get());
      }
      return said;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a question to a host failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return hosts.stream()
          .map(host -> new Said<T>(host, Optional.empty(), "interrupted while waiting"))
          .toList();
    }
  }

  private <T> Said<T> ask(String host, Function<HostAgent, T> question) {
    Optional<HostAgent> agent = agents.agentFor(host);
    if (agent.isEmpty()) {
      return new Said<>(host, Optional.empty(), "host " + host + " is not known");
    }
    try {
      return new Said<>(host, Optional.of(question.apply(agent.get())), "");
    } catch (HostUnreachableException e) {
      return new Said<>(host, Optional.empty(), "host " + host + ": " + e.getMessage());
    }
  }

  /**
   * Hands over all calls at the same time.
   *
   * @param patience how long to wait for each to end
   * @return a reply to each call, in their order
   */
  public List<Reply> make(List<Call> calls, Fence fence, Duration patience) {
    if (calls.size() == 1) {
      return List.of(make(calls.getFirst(), fence, patience));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> waiting = new ArrayList<>();
      for (Call call : calls) {
        waiting.add(threads.submit(() -> make(call, fence, patience)));
      }
      List<Reply> replies = new ArrayList<>();
      for (Future<Reply> each : waiting) {
        replies.add(each.get());
      }
      return replies;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call to a host failed in an unforeseen way", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return calls.stream()
          .<Reply>map(call -> new Reply.Lost(call, "interrupted while waiting"))
          .toList();
    }
  }

  private Reply make(Call call, Fence fence, Duration patience) {
    HostAgent agent = agents.agentFor(call.host()).orElse(null);
    if (agent == null) {
      return new Reply.NoHost(call);
    }
    try {
      OperationStatus status = agent.submit(new Operation(call.token(), fence, call.work()));
      long end = System.nanoTime() + patience.toNanos();
      // News of progress alone is not worth a commit of the caller: it hears the latest at the end.
      for (long left = patience.toNanos();
          !status.isFinal() && left > 0;
          left = end - System.nanoTime()) {
        status = agent.await(call.token(), Duration.ofNanos(left));
      }
      return status.isFinal()
          ? new Reply.Ended(call, status)
          : new Reply.Running(call, status.progress());
    } catch (HostUnreachableException e) {
      return new Reply.Lost(call, String.valueOf(e.getMessage()));
    } catch (UnknownOperationException e) {
      // The agent lost its records between the two calls; the next round hands it over again.
      return new Reply.Running(call, "handing it over again");
    }
  }
}

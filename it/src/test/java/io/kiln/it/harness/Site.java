package io.kiln.it.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The server that most tests share, and what one test makes on it: every stack is deleted after the
 * test, and what that leaves on an engine is removed.
 */
public final class Site implements AfterEachCallback {

  private static final Map<String, Server> SERVERS = new ConcurrentHashMap<>();
  private static final Map<String, AgentProcess> AGENTS = new ConcurrentHashMap<>();

  private final boolean real;
  private final List<Stack> stacks = new ArrayList<>();

  private Site(boolean real) {
    this.real = real;
  }

  /** Containers are simulated: no engine is needed. */
  public static Site simulated() {
    return new Site(false);
  }

  /** Containers are real; skipped where no engine can run. The host local has the engine local. */
  public static Site real() {
    return new Site(true);
  }

  /** The server. */
  public Server server() {
    return SERVERS.computeIfAbsent(
        real ? "real" : "simulated",
        _ ->
            Server.start(
                real ? Optional.of(Engine.named("local").address()) : Optional.empty(),
                "--ironic",
                Ironic.URL.toString(),
                "--all-projects"));
  }

  /** One more host, with an agent process and, where containers are real, an engine of its own. */
  public AgentProcess host(String name) {
    return AGENTS.computeIfAbsent(
        (real ? "real " : "simulated ") + name,
        _ ->
            AgentProcess.join(
                server(),
                name,
                real ? Optional.of(Engine.named(name).address()) : Optional.empty()));
  }

  /** Makes a stack; the name gets this run's mark. */
  public Stack create(String name, Wanted wanted) {
    Stack stack = server().create(marked(name), wanted);
    stacks.add(stack);
    return stack;
  }

  /** A name that only this run uses. */
  public static String marked(String name) {
    return "it-" + name + "-" + Scratch.run();
  }

  /** Takes care of a stack that was made in another way. */
  public Stack adopt(String name, String id) {
    var stack = new Stack(server().api(), name, id);
    stacks.add(stack);
    return stack;
  }

  /** Deletes every stack of the test and waits until they are gone. */
  public void deleteAll() {
    stacks.forEach(Stack::delete);
    stacks.forEach(stack -> stack.await("DELETE_COMPLETE"));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      stacks.forEach(stack -> say(stack.story()));
    }
    try {
      deleteAll();
    } finally {
      if (real) {
        for (String engine : Engine.running()) {
          stacks.forEach(stack -> Engine.named(engine).docker().removeAll(stack));
        }
      }
    }
  }

  @SuppressWarnings("SystemOut") // The report of a failed test.
  private static void say(String text) {
    System.out.println(text);
  }
}

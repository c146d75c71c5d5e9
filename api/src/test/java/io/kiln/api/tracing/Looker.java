package io.kiln.api.tracing;

import io.kiln.resources.host.HostAgents;
import io.kiln.resources.host.HostCalls;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.MDC;

/** Asks its host's agent something; a host that does not answer is a failure. */
@ResourceType(value = "Looker", doc = "Looks at a host.")
final class Looker implements Resource<Looker.Nothing, Looker.Nothing> {

  record Nothing() {}

  /** The traces that log lines of its calls would have named. */
  final List<String> logged = new CopyOnWriteArrayList<>();

  private final HostCalls hosts;

  Looker(HostAgents agents) {
    this.hosts = new HostCalls(agents);
  }

  @Override
  public Progress<Nothing> create(Nothing wanted, Context context) {
    logged.add(String.valueOf(MDC.get("trace")));
    String silence = hosts.ask(List.of("h"), agent -> agent.find("x")).getFirst().silence();
    return silence.isEmpty()
        ? new Progress.Done<>("looked", new Nothing())
        : new Progress.Failed<>(Optional.empty(), silence, false);
  }

  @Override
  public Progress<Nothing> delete(Existing<Nothing, Nothing> existing, Context context) {
    return new Progress.Gone<>();
  }
}

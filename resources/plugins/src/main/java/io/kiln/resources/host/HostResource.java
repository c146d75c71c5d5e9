package io.kiln.resources.host;

import io.kiln.resources.spi.Check;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Stable;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A host that has joined, by name; complete once its agent answers. Deleting it changes nothing.
 */
@ResourceType(
    value = "Kiln::Host",
    aliases = {"Host"},
    doc = "A host whose agent has joined. It is complete once the agent answers.",
    reference = "name")
public final class HostResource
    implements Resource<HostResource.Properties, HostResource.Attributes> {

  /** How soon a host that is down is looked at again. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final HostDirectory directory;

  /** Finds hosts in this directory. */
  public HostResource(HostDirectory directory) {
    this.directory = directory;
  }

  /** Which host. */
  public record Properties(
      @Doc("The name the host joined with.") @Check(UnknownHost.NAME) String name) {}

  /** What is known about it. */
  public record Attributes(
      @Doc("Its name.") @Stable String name,
      @Doc("The address other hosts reach it under.") String address,
      @Doc("What runs its containers: docker or simulated.") String runtime) {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    Optional<HostRecord> found = directory.find(wanted.name());
    if (found.isEmpty()) {
      return new Progress.Failed<>(
          Optional.empty(), new UnknownHost(directory).describe(wanted.name()), false);
    }
    HostRecord host = found.get();
    return switch (host.status()) {
      case UP ->
          new Progress.Done<>(
              host.name(), new Attributes(host.name(), host.address(), host.runtime()));
      case DOWN ->
          new Progress.Waiting<>(
              Optional.of(host.name()),
              Value.map(Map.of()),
              LOOK_AGAIN,
              "waiting for host "
                  + host.name()
                  + ": its agent "
                  + host.lastSeen()
                      .map(seen -> "last answered at " + seen)
                      .orElse("has never answered"));
    };
  }

  /** A host by its name: it was there before in any case. */
  @Override
  public Progress<Attributes> adopt(String externalId, Value.MapOf given, Context context) {
    return create(new Properties(externalId), context);
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return new Progress.Gone<>();
  }
}

package io.kiln.resources.host;

import static java.util.stream.Collectors.joining;

import io.kiln.resources.spi.binding.ValueCheck;
import io.kiln.templates.value.Value;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The check {@code kiln.host}: the value names a host that has joined, or is the id of a server
 * that stands in a template ({@code OS::Heat::DeployedServer}).
 */
public record UnknownHost(HostDirectory directory) implements ValueCheck {

  /** How schemas name this check. */
  public static final String NAME = "kiln.host";

  private static final Pattern SERVER_ID =
      Pattern.compile("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}");

  @Override
  public Optional<String> problem(Value value) {
    return value instanceof Value.Text(String name, _)
            && (SERVER_ID.matcher(name).matches() || directory.find(name).isPresent())
        ? Optional.empty()
        : Optional.of(describe(value.toString()));
  }

  String describe(String host) {
    String known = directory.all().stream().map(HostRecord::name).sorted().collect(joining(", "));
    return "host " + host + " is not known; known hosts: " + (known.isEmpty() ? "none" : known);
  }
}

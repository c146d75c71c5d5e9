package io.kiln.resources.host;

import static java.util.stream.Collectors.joining;

import io.kiln.resources.spi.binding.ValueCheck;
import io.kiln.templates.value.Value;
import java.util.Optional;

/** The check {@code kiln.host}: the value names a host that has joined. */
public record UnknownHost(HostDirectory directory) implements ValueCheck {

  /** How schemas name this check. */
  public static final String NAME = "kiln.host";

  @Override
  public Optional<String> problem(Value value) {
    return value instanceof Value.Text(String name, _) && directory.find(name).isPresent()
        ? Optional.empty()
        : Optional.of(describe(value.toString()));
  }

  String describe(String host) {
    String known = directory.all().stream().map(HostRecord::name).sorted().collect(joining(", "));
    return "host " + host + " is not known; known hosts: " + (known.isEmpty() ? "none" : known);
  }
}

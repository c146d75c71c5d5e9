package io.kiln.resources.spi;

import java.util.Optional;

/**
 * A resource as it was last left.
 *
 * @param physicalId what the outside world calls it; empty when a create was cut short before that
 *     was known: then the other side is asked by {@link Context#resourceId()}
 * @param properties what it was last given, or was being given when it was cut short
 * @param attributes what it last exposed; empty when it never got there
 */
public record Existing<P, A>(Optional<String> physicalId, P properties, Optional<A> attributes) {}

package io.kiln.hooks.agent.runtime;

import io.kiln.hooks.protocol.ObservedContainer;
import java.time.Instant;

/**
 * A closer look at one container.
 *
 * @param restarts how many times the engine has restarted it since the last start from outside
 * @param startedAt when it started last; the epoch if never
 */
public record Look(ObservedContainer container, int restarts, Instant startedAt) {}

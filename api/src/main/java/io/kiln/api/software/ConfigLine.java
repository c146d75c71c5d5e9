package io.kiln.api.software;

import java.time.Instant;

/**
 * A software config in a list: without what is in it, so that a list opens nothing.
 *
 * @param group which hook it is for
 */
public record ConfigLine(String project, String id, String name, String group, Instant createdAt) {}

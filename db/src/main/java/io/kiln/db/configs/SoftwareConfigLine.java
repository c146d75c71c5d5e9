package io.kiln.db.configs;

import java.time.Instant;

/**
 * A software config in a list: without its document, which stays sealed.
 *
 * @param group which hook it is for, such as {@code script}
 */
public record SoftwareConfigLine(
    String project, String id, String name, String group, Instant createdAt) {}

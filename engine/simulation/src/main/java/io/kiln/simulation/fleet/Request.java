package io.kiln.simulation.fleet;

import io.kiln.templates.value.Value;

/**
 * What a worker asks an agent.
 *
 * @param token equal for all attempts at the same
 * @param fence of the worker's claim on the tree
 * @param properties what the thing shall be given; of an {@link Kind#UNMAKE} what it has
 * @param round how often it failed in a way that passes
 */
public record Request(
    String token,
    String tree,
    long fence,
    Kind kind,
    String resource,
    String path,
    String type,
    String host,
    Value.MapOf properties,
    int round) {}

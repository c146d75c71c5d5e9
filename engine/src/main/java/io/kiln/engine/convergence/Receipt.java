package io.kiln.engine.convergence;

import java.util.UUID;

/**
 * One attempt at a request that its sender may repeat.
 *
 * @param scope whose key it is: the project and who asks
 * @param key what the sender calls the request
 * @param attempt tells this attempt from those before and after it: one that was given up can do
 *     nothing any more
 */
public record Receipt(String scope, String key, UUID attempt) {}

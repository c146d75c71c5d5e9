package io.kiln.engine.convergence;

import java.util.UUID;

/**
 * A worker's right to drive one tree until its lease runs out.
 *
 * @param fence higher than that of every claim before: a commit under a lower one is refused
 */
public record Claim(UUID stack, String worker, long fence) {}

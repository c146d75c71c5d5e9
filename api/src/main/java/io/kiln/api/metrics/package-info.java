/** Figures of what a server or worker does, for Prometheus: steps, queue, leases, latencies. */
@NullMarked
package io.kiln.api.metrics;

import org.jspecify.annotations.NullMarked;

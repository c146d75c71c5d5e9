/**
 * Traces of what a server or worker does: in its log lines, and in a collector when there is one.
 */
@NullMarked
package io.kiln.api.tracing;

import org.jspecify.annotations.NullMarked;

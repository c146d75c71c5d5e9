/** The server that {@code kiln up} runs on this machine, and the memory of what it made. */
@NullMarked
package io.kiln.cli.local;

import org.jspecify.annotations.NullMarked;

/** The {@code kiln} command: its verbs, each one class, over HTTP to a server and nothing else. */
@NullMarked
package io.kiln.cli;

import org.jspecify.annotations.NullMarked;

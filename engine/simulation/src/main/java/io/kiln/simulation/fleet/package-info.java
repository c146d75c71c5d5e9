/** What really exists: hosts, their agents and the things on them. */
@NullMarked
package io.kiln.simulation.fleet;

import org.jspecify.annotations.NullMarked;

/** Carries plans out and keeps what came of it, behind ports; decides nothing. */
@NullMarked
package io.kiln.engine.convergence;

import org.jspecify.annotations.NullMarked;

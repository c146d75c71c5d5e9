/** The contract that every store keeps, and the store in memory that simulations run on. */
@NullMarked
package io.kiln.engine.convergence;

import org.jspecify.annotations.NullMarked;

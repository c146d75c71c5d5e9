/**
 * Plans that are kept: worked out once, looked at by people, carried out as they stand or never.
 */
@NullMarked
package io.kiln.engine.convergence.plans;

import org.jspecify.annotations.NullMarked;

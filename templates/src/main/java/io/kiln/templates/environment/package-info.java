/** Environments: parameter values and the mapping of type names. */
@NullMarked
package io.kiln.templates.environment;

import org.jspecify.annotations.NullMarked;

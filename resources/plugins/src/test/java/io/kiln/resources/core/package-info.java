/** Tests of the core types. */
@NullMarked
package io.kiln.resources.core;

import org.jspecify.annotations.NullMarked;

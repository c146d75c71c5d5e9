/** Tests of all plugins. */
@NullMarked
package io.kiln.resources;

import org.jspecify.annotations.NullMarked;

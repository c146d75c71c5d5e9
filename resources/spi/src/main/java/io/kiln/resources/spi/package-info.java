/** What a resource type is: its contract with the engine, and the typed form that plugins write. */
@NullMarked
package io.kiln.resources.spi;

import org.jspecify.annotations.NullMarked;

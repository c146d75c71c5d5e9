/** Servers for tests. */
@NullMarked
package io.kiln.api.boot;

import org.jspecify.annotations.NullMarked;

/** The one place where everything is put together and started. */
@NullMarked
package io.kiln.api.boot;

import org.jspecify.annotations.NullMarked;

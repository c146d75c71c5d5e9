/** Tests of what plugins are written against. */
@NullMarked
package io.kiln.resources.spi;

import org.jspecify.annotations.NullMarked;

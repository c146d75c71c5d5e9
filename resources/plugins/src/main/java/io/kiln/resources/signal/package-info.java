/** Resources that wait for signals from outside, and the handles that take them. */
@NullMarked
package io.kiln.resources.signal;

import org.jspecify.annotations.NullMarked;

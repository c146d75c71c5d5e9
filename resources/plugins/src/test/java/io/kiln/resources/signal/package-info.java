/** Tests of the resources that wait for signals and of those that take them. */
@NullMarked
package io.kiln.resources.signal;

import org.jspecify.annotations.NullMarked;

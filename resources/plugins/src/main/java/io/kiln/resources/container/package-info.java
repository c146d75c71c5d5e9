/** Services in containers: one container on each of a service's hosts. */
@NullMarked
package io.kiln.resources.container;

import org.jspecify.annotations.NullMarked;

/** Servers on bare metal, provisioned by Ironic. */
@NullMarked
package io.kiln.resources.baremetal;

import org.jspecify.annotations.NullMarked;

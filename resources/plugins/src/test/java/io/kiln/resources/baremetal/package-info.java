/** Tests of servers on bare metal, against a simulated and a real Ironic. */
@NullMarked
package io.kiln.resources.baremetal;

import org.jspecify.annotations.NullMarked;

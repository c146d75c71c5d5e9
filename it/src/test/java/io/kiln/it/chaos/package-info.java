/** Many workers on one database, killed, paused and cut off while stacks come, change and go. */
@NullMarked
package io.kiln.it.chaos;

import org.jspecify.annotations.NullMarked;

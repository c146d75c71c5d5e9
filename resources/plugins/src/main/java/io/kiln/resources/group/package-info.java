/** Resource types that are stacks of their own: groups, chains, and a stack in a stack. */
@NullMarked
package io.kiln.resources.group;

import org.jspecify.annotations.NullMarked;

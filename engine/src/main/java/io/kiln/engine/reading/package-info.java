/** What people are shown of stacks, behind a port of its own that reads no more than it shows. */
@NullMarked
package io.kiln.engine.reading;

import org.jspecify.annotations.NullMarked;

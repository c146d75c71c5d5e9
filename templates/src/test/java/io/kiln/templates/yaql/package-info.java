/** YAQL against the answers that its reference implementation gave. */
@NullMarked
package io.kiln.templates.yaql;

import org.jspecify.annotations.NullMarked;

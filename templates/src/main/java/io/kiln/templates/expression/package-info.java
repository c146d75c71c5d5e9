/** Values as written, before anything is resolved, and how they are evaluated. */
@NullMarked
package io.kiln.templates.expression;

import org.jspecify.annotations.NullMarked;

/** A template as declared, whatever the dialect it was written in. */
@NullMarked
package io.kiln.templates.document;

import org.jspecify.annotations.NullMarked;

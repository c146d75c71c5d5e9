/** Where a template's dialect is told. */
@NullMarked
package io.kiln.templates.reading;

import org.jspecify.annotations.NullMarked;

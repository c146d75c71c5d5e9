/** Fetches templates and files from where the operator allows it, and from nowhere else. */
@NullMarked
package io.kiln.api.fetch;

import org.jspecify.annotations.NullMarked;

/** What the faces of the API share, by itself. */
@NullMarked
package io.kiln.api.http;

import org.jspecify.annotations.NullMarked;

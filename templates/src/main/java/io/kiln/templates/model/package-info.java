/** A template as written, whatever the dialect, and the frame an engine evaluates it in. */
@NullMarked
package io.kiln.templates.model;

import org.jspecify.annotations.NullMarked;

/** YAML and JSON text as a tree of nodes that know their places, within limits. */
@NullMarked
package io.kiln.templates.text;

import org.jspecify.annotations.NullMarked;

/** What a resource type takes and gives: properties, attributes, constraints. */
@NullMarked
package io.kiln.templates.schema;

import org.jspecify.annotations.NullMarked;

/** The language as JSON Schema (2020-12), so that editors complete and check templates. */
@NullMarked
package io.kiln.templates.jsonschema;

import org.jspecify.annotations.NullMarked;

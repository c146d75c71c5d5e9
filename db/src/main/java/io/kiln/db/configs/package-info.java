/** Software configs, immutable and named by their ids. */
@NullMarked
package io.kiln.db.configs;

import org.jspecify.annotations.NullMarked;

/** What the user sees: tables, plans, event lines, colours. */
@NullMarked
package io.kiln.cli.text;

import org.jspecify.annotations.NullMarked;

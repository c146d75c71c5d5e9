/** YAQL, the query language that Heat templates may embed: a small interpreter with a budget. */
@NullMarked
package io.kiln.templates.yaql;

import org.jspecify.annotations.NullMarked;

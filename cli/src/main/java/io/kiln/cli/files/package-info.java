/** Gathering what a template needs from the user's disk into one request. */
@NullMarked
package io.kiln.cli.files;

import org.jspecify.annotations.NullMarked;

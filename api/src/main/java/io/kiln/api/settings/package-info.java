/**
 * What is said of a stack besides its revisions: whether it may be deleted, what may be updated.
 */
@NullMarked
package io.kiln.api.settings;

import org.jspecify.annotations.NullMarked;

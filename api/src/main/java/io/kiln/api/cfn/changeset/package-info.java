/**
 * Change sets: updates that are kept together with what they would do, until somebody wants them.
 */
@NullMarked
package io.kiln.api.cfn.changeset;

import org.jspecify.annotations.NullMarked;

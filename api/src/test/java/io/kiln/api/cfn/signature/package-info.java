/** Tests of signatures, by AWS's own examples. */
@NullMarked
package io.kiln.api.cfn.signature;

import org.jspecify.annotations.NullMarked;

/** CloudFormation's functions, one class each, and which dialect has which. */
@NullMarked
package io.kiln.templates.function.cfn;

import org.jspecify.annotations.NullMarked;

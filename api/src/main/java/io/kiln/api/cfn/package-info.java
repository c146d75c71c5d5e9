/** CloudFormation's query API, as AWS's clients speak it, over the same stacks as Heat's API. */
@NullMarked
package io.kiln.api.cfn;

import org.jspecify.annotations.NullMarked;

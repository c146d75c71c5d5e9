/** Tests of CloudFormation's query API. */
@NullMarked
package io.kiln.api.cfn;

import org.jspecify.annotations.NullMarked;

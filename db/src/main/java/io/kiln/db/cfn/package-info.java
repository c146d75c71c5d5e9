/** What clients of CloudFormation's API say of a stack besides its revisions. */
@NullMarked
package io.kiln.db.cfn;

import org.jspecify.annotations.NullMarked;

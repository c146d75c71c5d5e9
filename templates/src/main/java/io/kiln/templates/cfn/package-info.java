/** The front end for CloudFormation templates: those of AWS today, and Heat's. */
@NullMarked
package io.kiln.templates.cfn;

import org.jspecify.annotations.NullMarked;

package io.kiln.templates.document;

import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.source.Findings;

/** The parts of a template that parameters multiply: how many there are is told by their values. */
public interface Unfolding {

  /** The template with these parts written out, as far as the values are known. */
  Template unfold(Evaluation parameters, Findings findings);
}

package io.kiln.templates.model;

import java.util.Optional;

/** Text in, frame out: the front door of the language. */
public interface Compiler {

  /**
   * Reads and checks a whole stack: templates of the tree that are known statically, environments,
   * parameter values.
   *
   * @return the root frame, absent when an error leaves nothing to evaluate, with all findings
   *     sorted by place
   */
  Evaluated<Optional<Frame>> compile(StackSource source, StackIdentity identity);
}

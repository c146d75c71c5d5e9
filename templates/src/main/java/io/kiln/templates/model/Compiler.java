package io.kiln.templates.model;

import io.kiln.templates.value.Value;
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

  /**
   * Checks a stack as Heat's {@code POST /validate} does: parameters without a value are no
   * mistake, all others are found as by {@link #compile}.
   *
   * @param nested with what the templates below ask for
   * @return what the template asks for, in Heat's words; absent when its text is no template
   */
  Evaluated<Optional<Value.MapOf>> validate(
      StackSource source, StackIdentity identity, boolean nested);
}

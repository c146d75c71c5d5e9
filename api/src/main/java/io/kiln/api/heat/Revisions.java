package io.kiln.api.heat;

import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.templates.document.Template;
import io.kiln.templates.model.StackSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Turns requests into the revisions they ask for. */
final class Revisions {

  /** Heat's default: a create or update that fails is left as it is. */
  private static final boolean DISABLE_ROLLBACK = true;

  private Revisions() {}

  /** The first revision of a stack, or one that takes nothing over but flags and tags. */
  static NewRevision whole(StackRequest request, Optional<StackRecord> before, String author) {
    return with(request, request.source(), before, author);
  }

  /**
   * A revision on top of an earlier one, as Heat's PATCH has it: the stored template unless another
   * is sent; files, environments and parameters merged over the stored ones; parameters in {@code
   * clear_parameters} forgotten, and those a new template does not declare.
   *
   * @param declared the names of the parameters that a template text declares
   */
  static NewRevision partial(
      StackRequest request,
      StackRecord stack,
      StackSource stored,
      Function<StackSource, Set<String>> declared,
      String author) {
    StackSource source = new PartialSource(stored, request).source(declared);
    return with(request, source, Optional.of(stack), author).madeFrom(stack.latestRevision());
  }

  private static NewRevision with(
      StackRequest request, StackSource source, Optional<StackRecord> before, String author) {
    return new NewRevision(
            source,
            request
                .disableRollback()
                .orElse(before.map(StackRecord::disableRollback).orElse(DISABLE_ROLLBACK)),
            request.timeout().or(() -> before.flatMap(StackRecord::timeout)),
            request.tags().orElse(before.map(StackRecord::tags).orElse(List.of())),
            Texts.template(source).map(Template::description).orElse(""),
            author)
        .renaming(request.renames())
        .converging(request.converge());
  }
}

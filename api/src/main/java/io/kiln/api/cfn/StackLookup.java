package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Refused;
import io.kiln.api.http.RefusedException;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.reading.SeenStack;
import io.kiln.engine.reading.StackReads;
import io.kiln.templates.model.StackIdentity;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the stack that a request names: by name, by id, or by the ARN that an answer gave. */
final class StackLookup {

  /** Heat's ARN, and AWS's. */
  private static final Pattern ARN =
      Pattern.compile("arn:[^:]*:[^:]*:[^:]*:([^:]*):stacks?/([^/]+)/([^/]+)");

  private final StackReads reads;
  private final Stacks stacks;
  private final ChangeSets changeSets;

  StackLookup(StackReads reads, Stacks stacks, ChangeSets changeSets) {
    this.reads = reads;
    this.stacks = stacks;
    this.changeSets = changeSets;
  }

  /** What a request calls a stack. */
  private record Named(String key, Optional<String> name) {

    boolean fits(String found) {
      return name.isEmpty() || name.get().equals(found);
    }
  }

  /** Nothing for another project's ARN: it is as if there were no such stack. */
  private static Optional<Named> named(String project, String text) {
    if (!text.startsWith("arn:")) {
      return Optional.of(new Named(text, Optional.empty()));
    }
    Matcher arn = ARN.matcher(text);
    return arn.matches() && arn.group(1).equals(project)
        ? Optional.of(new Named(arn.group(3), Optional.of(arn.group(2))))
        : Optional.empty();
  }

  /**
   * A stack to look at: a root, or one that lies in a tree; a deleted one by its id.
   *
   * @throws RefusedException when there is none
   */
  SeenStack seen(String project, String text) {
    return find(project, text).orElseThrow(() -> unknown(text));
  }

  Optional<SeenStack> find(String project, String text) {
    return named(project, text)
        .flatMap(
            named -> reads.find(project, named.key()).filter(found -> named.fits(found.name())));
  }

  /** A living root stack. */
  Optional<StackRecord> root(String project, String text) {
    return named(project, text)
        .flatMap(
            named ->
                stacks
                    .find(project, named.key())
                    .filter(found -> found.deletedAt().isEmpty() && named.fits(found.name())));
  }

  /**
   * A living root stack, to be changed.
   *
   * @throws RefusedException when there is none, or it lies in a tree
   */
  StackRecord changed(String project, String text) {
    Optional<StackRecord> root = root(project, text);
    if (root.isEmpty()) {
      find(project, text)
          .filter(found -> !found.isRoot())
          .ifPresent(
              found -> {
                throw Refused.invalid(
                    "%s lies in the stack %s and is changed with it: name that one."
                        .formatted(found.name(), found.root().name()));
              });
    }
    return root.orElseThrow(() -> Refused.invalid("Stack [%s] does not exist".formatted(text)));
  }

  /** A stack to be: one of its change sets, the oldest. */
  Optional<ChangeSet> review(String project, String text) {
    return named(project, text)
        .flatMap(
            named ->
                changeSets.reviews(project).stream()
                    .filter(
                        set ->
                            (set.stackName().equals(named.key())
                                    || set.stack().toString().equals(named.key()))
                                && named.fits(set.stackName()))
                    .findFirst());
  }

  static RefusedException unknown(String text) {
    return Refused.invalid("Stack with id %s does not exist".formatted(text));
  }

  /** How a stack is named for good. */
  static String arn(String project, SeenStack stack) {
    return new StackIdentity(project, stack.name(), stack.id().toString()).arn();
  }

  static String arn(StackRecord stack) {
    return stack.identity().arn();
  }

  static String arn(ChangeSet review) {
    return new StackIdentity(review.project(), review.stackName(), review.stack().toString()).arn();
  }
}

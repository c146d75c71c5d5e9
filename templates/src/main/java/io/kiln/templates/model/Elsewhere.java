package io.kiln.templates.model;

import io.kiln.templates.value.Value;
import java.util.Optional;

/**
 * What lies outside of a stack: other stacks, kept secrets and settings, things that exist already.
 * A port: a template names such things, whoever runs it says what they are.
 */
public interface Elsewhere {

  /** Nothing is known of anything outside. */
  Elsewhere NOWHERE =
      new Elsewhere() {
        @Override
        public Answer ask(Question question, StackIdentity asking) {
          return new Answer.Missing(reason(question));
        }

        private static String reason(Question question) {
          return switch (question) {
            case Question.Export _, Question.StackOutput _ ->
                "this server does not read other stacks";
            case Question.Kept(Store store, _) ->
                "this server has no store for \"%s\"".formatted(store.written());
            case Question.Existing _, Question.Attribute _ ->
                "this server does not look up existing things";
          };
        }

        @Override
        public boolean keeps(Store store) {
          return false;
        }
      };

  /** Nobody is asked: all that is outside may be there later. For looking at a template alone. */
  Elsewhere UNTOLD =
      new Elsewhere() {
        @Override
        public Answer ask(Question question, StackIdentity asking) {
          return new Answer.Open("(elsewhere)");
        }

        @Override
        public boolean keeps(Store store) {
          return true;
        }
      };

  /**
   * An answer now; asked again when it matters again.
   *
   * @param asking the stack whose template asks: its project bounds what it may see
   */
  Answer ask(Question question, StackIdentity asking);

  /** Whether values kept in such a store can be had at all, so that a preview can tell. */
  boolean keeps(Store store);

  /** Where secrets and settings are kept (CloudFormation's dynamic references). */
  enum Store {
    SSM,
    SSM_SECURE,
    SECRETSMANAGER;

    /** How a template writes it. */
    public String written() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** What a template may ask for. */
  sealed interface Question {

    /** The output that some stack of the project exports by this name. */
    record Export(String name) implements Question {}

    /** An output of a stack, perhaps in another region or by another role. */
    record StackOutput(String stack, String output, Optional<String> region, Optional<String> role)
        implements Question {}

    /**
     * A kept secret or setting.
     *
     * @param key all that follows the store's name, such as {@code db:SecretString:password}
     */
    record Kept(Store store, String key) implements Question {}

    /** The ids of all that exists of a type, such as {@code AWS::EC2::VPC::Id}. */
    record Existing(String type) implements Question {}

    /** An attribute of something that exists. */
    record Attribute(String type, String id, String attribute) implements Question {}
  }

  /** What there is to say. */
  sealed interface Answer {

    /** The value now. */
    record Known(Value value) implements Answer {}

    /** It will be known later, once this is there. */
    record Open(String awaits) implements Answer {}

    /**
     * There is no such thing.
     *
     * @param reason why, to end a sentence with; never a secret
     */
    record Missing(String reason) implements Answer {}
  }
}

package io.kiln.templates.expression;

import io.kiln.templates.model.References;
import io.kiln.templates.schema.AttributeSchema;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/** One call of a function: where it stands, and how its results are marked. */
public final class CallSite {

  private final Expr.Call call;
  private final Evaluation evaluation;

  /** The call as its function sees it. */
  public CallSite(Expr.Call call, Evaluation evaluation) {
    this.call = call;
    this.evaluation = evaluation;
  }

  /** The name the function was called by. */
  public String name() {
    return call.function().name();
  }

  /** The surroundings. */
  public Scope scope() {
    return evaluation.scope();
  }

  /** The resources as they are now. */
  public References references() {
    return evaluation.references();
  }

  /** Notes that a resource is named here. */
  public void require(String resource) {
    evaluation.require(resource, at());
  }

  /**
   * What a resource of the template is referred to by; notes that it is named here.
   *
   * @throws Mistake when there is no such resource
   */
  public Value reference(String resource) {
    attributes(resource);
    Value reference = references().reference(resource);
    return marked(reference, reference);
  }

  /**
   * An attribute of a resource of the template, sensitive when its schema says so; notes that the
   * resource is named here.
   *
   * @param attribute its name, empty for all of them
   * @throws Mistake when there is no such resource or attribute
   */
  public Value attribute(String resource, String attribute) {
    Scope.Attributes attributes = attributes(resource);
    Boolean sensitive =
        attribute.isEmpty()
            ? Boolean.valueOf(attributes.known().containsValue(true))
            : attributes.known().get(attribute);
    if (sensitive == null && !attributes.any() && !attribute.equals(AttributeSchema.SHOW.name())) {
      throw new Mistake(
          "unknown-attribute",
          "The Referenced Attribute (%s %s) is incorrect.".formatted(resource, attribute),
          Suggestion.hint(attribute, attributes.known().keySet()));
    }
    Value value = references().attribute(resource, attribute);
    return Boolean.TRUE.equals(sensitive) ? value.marked(new Mark(at(), true)) : value;
  }

  /**
   * What is known of a resource's attributes; notes that the resource is named here.
   *
   * @throws Mistake when there is no such resource
   */
  public Scope.Attributes attributes(String resource) {
    Scope.Attributes attributes =
        scope()
            .attributes(resource)
            .orElseThrow(
                () ->
                    new Mistake(
                        "invalid-reference",
                        "The specified reference \"%s\" (in %s) is incorrect."
                            .formatted(resource, path().isEmpty() ? "unknown" : path()),
                        Suggestion.hint(resource, scope().resources())));
    require(resource);
    return attributes;
  }

  /** Where the call is in the model. */
  public String path() {
    return evaluation.path();
  }

  /** Where the call stands. */
  public SourceSpan at() {
    return call.at();
  }

  /** The mark of a result made of these: sensitive when any is. */
  public Mark mark(Value... inputs) {
    return new Mark(at(), Arrays.stream(inputs).anyMatch(Value::sensitive));
  }

  /** The mark of a collection whose parts keep their own: sensitive when a whole input was. */
  public Mark shell(Collection<? extends Value> inputs) {
    return new Mark(at(), inputs.stream().anyMatch(input -> input.mark().sensitive()));
  }

  /** The value with this call's place, sensitive when the input is. */
  public Value marked(Value value, Value input) {
    return value.marked(new Mark(at(), value.mark().sensitive() || input.sensitive()));
  }

  /**
   * A value that was computed from an input in ways nobody followed: all of it is sensitive when
   * any part of the input is.
   */
  public Value secretly(Value value, Value input) {
    return input.sensitive() ? Value.secret(value) : value.marked(Mark.at(at()));
  }

  /** The mistake without what was wrong: that would show a secret. */
  public Mistake discreet(Mistake mistake) {
    return mistake.discreet(name());
  }

  /** Not known yet, when any of these or anything in them is not. */
  public Optional<Value> unknown(Value... inputs) {
    return unknown(Arrays.asList(inputs));
  }

  /** Not known yet, when any of these or anything in them is not. */
  public Optional<Value> unknown(Collection<? extends Value> inputs) {
    if (inputs.stream().allMatch(Value::known)) {
      return Optional.empty();
    }
    Set<String> awaits = new TreeSet<>();
    inputs.forEach(input -> awaits(input, awaits));
    boolean sensitive = inputs.stream().anyMatch(Value::sensitive);
    return Optional.of(new Value.Unknown(awaits, new Mark(at(), sensitive)));
  }

  private static void awaits(Value value, Set<String> all) {
    switch (value) {
      case Value.Unknown(Set<String> awaited, _) -> all.addAll(awaited);
      case Value.ListOf(List<Value> items, _) -> items.forEach(item -> awaits(item, all));
      case Value.MapOf(SequencedMap<String, Value> entries, _) ->
          entries.values().forEach(entry -> awaits(entry, all));
      case Value.Null _, Value.Bool _, Value.Num _, Value.Text _ -> {}
    }
  }

  /**
   * Counts what is about to be produced.
   *
   * @throws Mistake when the whole has grown too large
   */
  public void spend(long characters) {
    evaluation.spend(characters);
  }

  /** Says that something is odd though it works. */
  public void warn(String code, String message) {
    evaluation.warn(code, message, at());
  }

  /** Warns of entries that the function, as Heat's, does not look at. */
  public void ignoreAllBut(Map<String, Value> entries, Set<String> known) {
    entries
        .keySet()
        .forEach(
            key -> {
              if (!known.contains(key)) {
                warn("unused-argument", "\"%s\" ignores the key \"%s\"".formatted(name(), key));
              }
            });
  }

  /**
   * The argument as a list.
   *
   * @throws Mistake when it is none
   */
  public List<Value> list(Value argument, String form) {
    if (argument instanceof Value.ListOf(List<Value> items, _)) {
      return items;
    }
    throw new Mistake("Arguments to \"%s\" must be of the form %s".formatted(name(), form))
        .at(argument.mark().at());
  }

  /**
   * The argument as a map.
   *
   * @throws Mistake when it is none
   */
  public SequencedMap<String, Value> map(Value argument, String form) {
    if (argument instanceof Value.MapOf(SequencedMap<String, Value> entries, _)) {
      return entries;
    }
    throw new Mistake("Arguments to \"%s\" must be of the form %s".formatted(name(), form))
        .at(argument.mark().at());
  }

  /**
   * A value as a text.
   *
   * @throws Mistake when it is none
   */
  public String text(Value value, String what) {
    if (value instanceof Value.Text(String text, _)) {
      return text;
    }
    throw new Mistake("%s of \"%s\" must be a string".formatted(what, name()))
        .at(value.mark().at());
  }
}

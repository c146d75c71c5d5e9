package io.kiln.templates.expression;

import io.kiln.templates.dialect.Dialect;
import io.kiln.templates.model.Elsewhere;
import io.kiln.templates.model.Site;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.value.Value;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a template's functions may ask about the place they stand in. */
public interface Scope {

  /** A parameter's value, pseudo parameters included. */
  Optional<Value> parameter(String name);

  /** All parameter names, for hints. */
  Collection<String> parameters();

  /** What is known about the attributes of a resource; nothing when there is no such resource. */
  Optional<Attributes> attributes(String resource);

  /** All resource names, for hints. */
  Collection<String> resources();

  /** A condition's truth; nothing when there is no such condition. */
  Optional<Truth> condition(String name);

  /** All condition names, for hints. */
  Collection<String> conditions();

  /** The text of a file sent along. */
  Optional<String> file(String name);

  /** The dialect of the template. */
  Dialect dialect();

  /** The table of this name among the template's mappings. */
  Optional<Value.MapOf> mapping(String name);

  /** The names of all mappings, for hints. */
  Collection<String> mappings();

  /** The type a parameter is declared with, as answers of the API show it. */
  Optional<String> parameterType(String name);

  /** The place this runs at. */
  Site site();

  /** What lies outside of the stack. */
  Elsewhere.Answer ask(Elsewhere.Question question);

  /** Whether values kept in such a store can be had. */
  boolean keeps(Elsewhere.Store store);

  /** What evaluating may cost here. */
  ValueLimits limits();

  /** What {@code resource_facade} gives; nothing outside a provider template. */
  Optional<Value> facade(String aspect);

  /**
   * What a condition came to.
   *
   * @param value a {@link Value.Bool} or {@link Value.Unknown}
   * @param diagnostics what is wrong with it, to be said by whoever uses it: a condition that
   *     nobody uses may be wrong, as in Heat
   */
  record Truth(Value value, List<Diagnostic> diagnostics) {}

  /**
   * The attributes of one resource.
   *
   * @param known whether each is sensitive, by name
   * @param any other names are answered too
   */
  record Attributes(Map<String, Boolean> known, boolean any) {}
}

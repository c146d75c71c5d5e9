package io.kiln.templates.compile;

import io.kiln.templates.dialect.Dialect;
import io.kiln.templates.dialect.Words;
import io.kiln.templates.document.DeclaredCondition;
import io.kiln.templates.document.Template;
import io.kiln.templates.environment.Names;
import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.expression.Scope;
import io.kiln.templates.expression.ValueLimits;
import io.kiln.templates.model.Elsewhere;
import io.kiln.templates.model.Pending;
import io.kiln.templates.model.Site;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.source.Findings;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/** What the functions of one frame see. Filled while the frame is built, never changed after. */
final class FrameScope implements Scope {

  private final Surroundings surroundings;
  private final StackIdentity identity;
  private final Template template;
  private final Words words;
  private final SequencedMap<String, Value> parameters;
  private final Optional<Map<String, Value>> facade;
  private final SequencedMap<String, Truth> conditions = new LinkedHashMap<>();
  private final SequencedSet<String> evaluating = new LinkedHashSet<>();
  private final Map<String, Attributes> resources = new HashMap<>();

  FrameScope(
      Surroundings surroundings,
      StackIdentity identity,
      Template template,
      SequencedMap<String, Value> parameters,
      Optional<Map<String, Value>> facade) {
    this.surroundings = surroundings;
    this.identity = identity;
    this.template = template;
    this.words = template.dialect().words();
    this.parameters = parameters;
    this.facade = facade;
    template.conditions().keySet().forEach(this::condition);
  }

  /** Makes a resource known. */
  void put(String resource, Attributes attributes) {
    resources.put(resource, attributes);
  }

  @Override
  public Optional<Value> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  @Override
  public Collection<String> parameters() {
    return parameters.keySet();
  }

  @Override
  public Optional<Attributes> attributes(String resource) {
    Optional<Attributes> known = Optional.ofNullable(resources.get(resource));
    // Parts that are not written out yet may be what is meant.
    return known.isEmpty() && template.open() ? Optional.of(new Attributes(Map.of(), true)) : known;
  }

  @Override
  public Collection<String> resources() {
    return resources.keySet();
  }

  @Override
  public Optional<Truth> condition(String name) {
    DeclaredCondition declared = template.conditions().get(name);
    if (declared == null) {
      return template.open()
          ? Optional.of(
              new Truth(new Value.Unknown(Set.of("condition " + name), Mark.NONE), List.of()))
          : Optional.empty();
    }
    Truth known = conditions.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    var findings = new Findings();
    if (!evaluating.add(name)) {
      findings.error(
          "circular-condition",
          "Circular definition for condition \"%s\": %s"
              .formatted(name, String.join(", ", evaluating)),
          words.condition(name),
          declared.at());
      Value broken = new Value.Unknown(Set.of(Evaluation.REPAIR), Mark.at(declared.at()));
      return Optional.of(new Truth(broken, findings.sorted()));
    }
    if (declared.expression() instanceof Expr.Literal(Value.Null _)) {
      findings.error(
          "invalid-condition",
          "The definition of condition \"%s\" is invalid: null".formatted(name),
          "conditions." + name,
          declared.at());
    }
    Value value =
        new Evaluation(this, Pending.ALL, findings)
            .in(words.condition(name))
            .condition(declared.expression());
    evaluating.remove(name);
    Truth truth = new Truth(value, findings.sorted());
    conditions.put(name, truth);
    return Optional.of(truth);
  }

  @Override
  public Collection<String> conditions() {
    return template.conditions().keySet();
  }

  @Override
  public Optional<String> file(String name) {
    Map<String, String> files = surroundings.store().files();
    return Names.find(files, template.name(), name).map(files::get);
  }

  @Override
  public Dialect dialect() {
    return template.dialect();
  }

  @Override
  public Optional<Value.MapOf> mapping(String name) {
    return Optional.ofNullable(template.mappings().get(name));
  }

  @Override
  public Collection<String> mappings() {
    return template.mappings().keySet();
  }

  @Override
  public Optional<String> parameterType(String name) {
    return Optional.ofNullable(template.parameters().get(name))
        .map(definition -> definition.form().shown());
  }

  @Override
  public Site site() {
    return surroundings.site();
  }

  @Override
  public Elsewhere.Answer ask(Elsewhere.Question question) {
    return surroundings.elsewhere().ask(question, identity);
  }

  @Override
  public boolean keeps(Elsewhere.Store store) {
    return surroundings.elsewhere().keeps(store);
  }

  @Override
  public ValueLimits limits() {
    return surroundings.limits().values();
  }

  @Override
  public Optional<Value> facade(String aspect) {
    return facade.map(given -> given.getOrDefault(aspect, Value.nothing()));
  }

  /** The values, in order. */
  SequencedMap<String, Value> values() {
    return parameters;
  }
}

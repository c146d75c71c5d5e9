package io.kiln.templates.compile;

import io.kiln.templates.dialect.Words;
import io.kiln.templates.document.DeclaredOutput;
import io.kiln.templates.document.DeclaredResource;
import io.kiln.templates.document.Template;
import io.kiln.templates.environment.Registry;
import io.kiln.templates.expression.Budget;
import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.expression.Scope;
import io.kiln.templates.model.DeletionPolicy;
import io.kiln.templates.model.OutputDefinition;
import io.kiln.templates.model.Pending;
import io.kiln.templates.model.ResourceDefinition;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSettings;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;

/** Settles one template: parameters, conditions, types, references; and checks it on the way. */
final class FrameBuilder {

  private final Surroundings surroundings;
  private final Words words;
  private final Registry registry;
  private final StackIdentity identity;
  private final int depth;
  private final Findings findings;

  private final SequencedMap<String, ResourceDefinition> definitions = new LinkedHashMap<>();
  private final Map<String, TypeResolver.Outcome> types = new HashMap<>();
  private final SequencedMap<String, OutputDefinition> outputs = new LinkedHashMap<>();
  private final SequencedMap<String, Value.MapOf> properties = new LinkedHashMap<>();
  private Template template;
  private FrameScope scope;
  private boolean complete = true;
  private StackSettings settings = StackSettings.NONE;
  private Budget budget;

  FrameBuilder(
      Surroundings surroundings,
      Template template,
      Registry registry,
      StackIdentity identity,
      int depth,
      Findings findings) {
    this.surroundings = surroundings;
    this.template = template;
    this.words = template.dialect().words();
    this.registry = registry;
    this.identity = identity;
    this.depth = depth;
    this.findings = findings;
    this.budget = new Budget(surroundings.limits().values());
    this.scope = scope(new LinkedHashMap<>(), Optional.empty());
  }

  /** Whether parameters without a value are mistakes; they are unless said otherwise. */
  FrameBuilder complete(boolean needed) {
    complete = needed;
    return this;
  }

  /** What the environment says about the stack. */
  FrameBuilder with(StackSettings said) {
    settings = said;
    return this;
  }

  /** Builds on a budget shared with the rest of the stack. */
  FrameBuilder on(Budget shared) {
    budget = shared;
    return this;
  }

  TemplateFrame build(Map<String, Value> given, Optional<Map<String, Value>> facade) {
    var settled = new Settled(surroundings, template, identity, findings, complete && depth == 0);
    unfold(settled.values(given), facade);
    List<DeclaredResource> enabled = new ArrayList<>();
    var evaluation = new Evaluation(scope, Pending.ALL, findings, budget);
    for (DeclaredResource resource : template.resources().values()) {
      if (wanted(resource.condition(), words.resource(resource.name()), evaluation)) {
        enabled.add(resource);
        TypeResolver.Outcome outcome = resolve(resource);
        types.put(resource.name(), outcome);
        scope.put(resource.name(), attributes(outcome));
      }
    }
    SequencedMap<String, Map<String, SourceSpan>> requires = new LinkedHashMap<>();
    for (DeclaredResource resource : enabled) {
      requires.put(resource.name(), define(resource));
    }
    new Cycles(requires, words).report(findings);
    for (DeclaredOutput output : template.outputs().values()) {
      if (wanted(output.condition(), words.output(output.name()), evaluation)) {
        outputs.put(
            output.name(),
            new OutputDefinition(
                output.name(), output.description(), output.at(), export(output, evaluation)));
        evaluation.in(words.output(output.name(), "value")).wholeValue(output.value());
      }
    }
    return new TemplateFrame(this);
  }

  /** Writes out what the values multiply, and lets all that follows see the values. */
  private void unfold(SequencedMap<String, Value> values, Optional<Map<String, Value>> facade) {
    scope = scope(values, facade);
    if (template.unfolding().isPresent()) {
      var evaluation = new Evaluation(scope, Pending.ALL, findings, budget);
      template = template.unfolding().get().unfold(evaluation, findings);
      scope = scope(values, facade);
    }
    if (surroundings.judged()) {
      var evaluation = new Evaluation(scope, Pending.ALL, findings, budget);
      new RuleCheck(findings).check(template, evaluation);
    }
  }

  private FrameScope scope(
      SequencedMap<String, Value> values, Optional<Map<String, Value>> facade) {
    return new FrameScope(surroundings, identity, template, values, facade);
  }

  /** Whether a part is there; one whose condition is not known yet is. */
  private boolean wanted(Optional<Expr> condition, String path, Evaluation evaluation) {
    return condition
        .map(expr -> evaluation.in(path + "." + words.of("condition")).condition(expr))
        .map(truth -> !(truth instanceof Value.Bool(boolean wanted, _)) || wanted)
        .orElse(true);
  }

  private Optional<String> export(DeclaredOutput output, Evaluation evaluation) {
    if (output.exportName().isEmpty()) {
      return Optional.empty();
    }
    String path = words.output(output.name(), "export") + ".Name";
    Value name = evaluation.in(path).wholeValue(output.exportName().get());
    return switch (name) {
      case Value.Text(String text, Mark mark) when !text.isBlank() && !mark.sensitive() ->
          Optional.of(text);
      case Value.Unknown _ -> Optional.empty();
      case Value.Null _, Value.Bool _, Value.Num _, Value.Text _, Value.ListOf _, Value.MapOf _ -> {
        findings.error(
            "invalid-export",
            "The name of an export must be a string, not \"%s\".".formatted(Convert.shown(name)),
            path,
            output.exportName().get().at());
        yield Optional.empty();
      }
    };
  }

  private TypeResolver.Outcome resolve(DeclaredResource resource) {
    var resolver = new TypeResolver(registry, surroundings.catalog(), surroundings.store().files());
    TypeResolver.Outcome outcome =
        resolver.resolve(resource.type(), resource.name(), template.name());
    String path = words.resource(resource.name(), "type");
    switch (outcome) {
      case TypeResolver.NotFound _ when resource.type().isEmpty() && findings.errors() > 0 -> {
        // said by the reader; what a group makes up has none
      }
      case TypeResolver.NotFound(String type) -> {
        List<String> known = new ArrayList<>(surroundings.catalog().types());
        registry
            .known()
            .forEach(
                (name, mapping) -> {
                  if (mapping.target().isPresent()) {
                    known.add(name);
                  }
                });
        findings.add(
            new Diagnostic(
                Diagnostic.Severity.ERROR,
                "unknown-type",
                "The Resource Type (%s) could not be found.".formatted(type),
                path,
                resource.typeAt(),
                Suggestion.hint(type, known)));
      }
      case TypeResolver.Missing(String file) ->
          findings.add(
              Diagnostic.error(
                      "missing-template",
                      "The template \"%s\" is not among the files sent.".formatted(file),
                      path,
                      resource.typeAt())
                  .withHint("send its text under this name in \"files\""));
      case TypeResolver.Child(String file, var chosenBy) -> {
        findings.addAll(surroundings.store().get(file).diagnostics());
        chosenBy.ifPresent(mapping -> facade(resource, file, mapping, resolver));
      }
      case TypeResolver.Plugin _ -> {}
    }
    return outcome;
  }

  /** A template in the place of a type must be like it. */
  private void facade(
      DeclaredResource resource, String file, Registry.Match mapping, TypeResolver resolver) {
    Optional<Template> provider = surroundings.store().get(file).template();
    Optional<ResourceSchema> type =
        switch (resolver.behind(mapping, resource.type(), resource.name(), template.name())) {
          case TypeResolver.Plugin(ResourceSchema schema) -> Optional.of(schema);
          case TypeResolver.Child(String other, _) ->
              surroundings.store().get(other).template().map(this::schema);
          case TypeResolver.Missing _, TypeResolver.NotFound _ -> Optional.empty();
        };
    if (provider.isPresent() && type.isPresent()) {
      new FacadeCheck(resource, mapping.mapping().at(), provider.get(), findings)
          .compare(type.get(), schema(provider.get()));
    }
  }

  private ResourceSchema schema(Template provider) {
    return ProviderSchema.of(provider, surroundings.defaults().keySet());
  }

  private Scope.Attributes attributes(TypeResolver.Outcome outcome) {
    Map<String, Boolean> known = new LinkedHashMap<>();
    return switch (outcome) {
      case TypeResolver.Plugin(ResourceSchema schema) -> {
        schema.attributes().forEach((name, attribute) -> known.put(name, attribute.sensitive()));
        yield new Scope.Attributes(known, schema.anyAttribute());
      }
      case TypeResolver.Child(String file, _) -> {
        Optional<Template> child = surroundings.store().get(file).template();
        child.ifPresent(
            found -> found.outputs().keySet().forEach(output -> known.put(output, false)));
        yield new Scope.Attributes(known, child.filter(found -> !found.open()).isEmpty());
      }
      case TypeResolver.Missing _, TypeResolver.NotFound _ -> new Scope.Attributes(known, true);
    };
  }

  /** Evaluates all of a resource with nothing existing yet; what it names, it needs. */
  private Map<String, SourceSpan> define(DeclaredResource resource) {
    String name = resource.name();
    var evaluation = new Evaluation(scope, Pending.ALL, findings, budget);
    properties.put(
        resource.name(),
        new Properties(
                surroundings,
                resource,
                types.getOrDefault(resource.name(), new TypeResolver.NotFound(resource.type())),
                words,
                findings)
            .evaluate(evaluation));
    resource
        .metadata()
        .ifPresent(expr -> evaluation.in(words.resource(name, "metadata")).value(expr));
    var policies = new Policies(template.dialect(), findings);
    policies.map(resource.updatePolicy(), words.resource(name, "update_policy"), evaluation);
    policies.map(resource.creationPolicy(), words.resource(name, "creation_policy"), evaluation);
    DeletionPolicy deletion = policies.deletion(resource, evaluation);
    Optional<DeletionPolicy> replacement = policies.replacement(resource, evaluation);
    Optional<String> externalId = externalId(resource, evaluation);
    SequencedMap<String, SourceSpan> requires = new LinkedHashMap<>();
    for (DeclaredResource.Name needed : resource.dependsOn()) {
      dependsOn(resource, needed, requires);
    }
    evaluation.required().forEach(requires::putIfAbsent);
    definitions.put(
        resource.name(),
        new ResourceDefinition(
            resource.name(),
            resource.type(),
            resource.at(),
            new TreeSet<>(requires.keySet()),
            deletion,
            replacement,
            externalId,
            resource.description()));
    return requires;
  }

  private void dependsOn(
      DeclaredResource resource,
      DeclaredResource.Name name,
      SequencedMap<String, SourceSpan> requires) {
    if (scope.attributes(name.text()).isPresent()) {
      requires.putIfAbsent(name.text(), name.at());
    } else if (!template.resources().containsKey(name.text()) && !template.open()) {
      String path = words.resource(resource.name(), "depends_on");
      findings.add(
          new Diagnostic(
              Diagnostic.Severity.ERROR,
              "invalid-reference",
              "The specified reference \"%s\" (in %s) is incorrect."
                  .formatted(name.text(), resource.name()),
              path,
              name.at(),
              Suggestion.hint(name.text(), template.resources().keySet())));
    }
  }

  private Optional<String> externalId(DeclaredResource resource, Evaluation evaluation) {
    String path = words.resource(resource.name(), "external_id");
    return resource
        .externalId()
        .map(expr -> evaluation.in(path).value(expr))
        .filter(value -> value instanceof Value.Text)
        .map(value -> ((Value.Text) value).value());
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Template template() {
    return template;
  }

  Registry registry() {
    return registry;
  }

  StackIdentity identity() {
    return identity;
  }

  int depth() {
    return depth;
  }

  FrameScope scope() {
    return scope;
  }

  StackSettings settings() {
    return settings;
  }

  SequencedMap<String, ResourceDefinition> definitions() {
    return definitions;
  }

  Map<String, TypeResolver.Outcome> types() {
    return types;
  }

  SequencedMap<String, OutputDefinition> outputs() {
    return outputs;
  }

  /** The properties of each resource as far as they are known before anything exists. */
  SequencedMap<String, Value.MapOf> properties() {
    return properties;
  }
}

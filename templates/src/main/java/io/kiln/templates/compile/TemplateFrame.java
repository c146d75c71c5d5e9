package io.kiln.templates.compile;

import io.kiln.templates.dialect.Words;
import io.kiln.templates.document.DeclaredOutput;
import io.kiln.templates.document.DeclaredResource;
import io.kiln.templates.document.Template;
import io.kiln.templates.environment.Names;
import io.kiln.templates.environment.Registry;
import io.kiln.templates.expression.Evaluation;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.model.Content;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.OutputDefinition;
import io.kiln.templates.model.Pending;
import io.kiln.templates.model.References;
import io.kiln.templates.model.ResolvedType;
import io.kiln.templates.model.ResourceDefinition;
import io.kiln.templates.model.ResourceRules;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSettings;
import io.kiln.templates.parameter.ParameterDefinition;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A template with its parameters settled. */
final class TemplateFrame implements Frame {

  private final Surroundings surroundings;
  private final Template template;
  private final Registry registry;
  private final StackIdentity identity;
  private final int depth;
  private final FrameScope scope;
  private final SequencedMap<String, ResourceDefinition> definitions;
  private final Map<String, TypeResolver.Outcome> types;
  private final SequencedMap<String, OutputDefinition> outputs;
  private final StackSettings settings;

  TemplateFrame(FrameBuilder built) {
    this.surroundings = built.surroundings();
    this.template = built.template();
    this.registry = built.registry();
    this.identity = built.identity();
    this.depth = built.depth();
    this.scope = built.scope();
    this.definitions = Collections.unmodifiableSequencedMap(built.definitions());
    this.types = Map.copyOf(built.types());
    this.outputs = Collections.unmodifiableSequencedMap(built.outputs());
    this.settings = built.settings();
  }

  @Override
  public String description() {
    return template.description();
  }

  @Override
  public SequencedMap<String, ResourceDefinition> resources() {
    return definitions;
  }

  @Override
  public ResolvedType type(String resource) {
    return switch (outcome(resource)) {
      case TypeResolver.Plugin(var schema) -> new ResolvedType.Plugin(schema.type(), schema);
      case TypeResolver.Child(String file, _) -> new ResolvedType.Nested(file);
      case TypeResolver.Missing _, TypeResolver.NotFound _ ->
          throw new IllegalArgumentException(
              "the type of %s is not known; it was diagnosed".formatted(resource));
    };
  }

  @Override
  public Evaluated<Value.MapOf> properties(String resource, References references) {
    var findings = new Findings();
    var evaluation = new Evaluation(scope, references, findings);
    Value.MapOf checked =
        new Properties(surroundings, declared(resource), outcome(resource), words(), findings)
            .evaluate(evaluation);
    return new Evaluated<>(checked, findings.sorted());
  }

  @Override
  public Evaluated<Value> metadata(String resource, References references) {
    var findings = new Findings();
    Value metadata =
        declared(resource)
            .metadata()
            .map(
                expr ->
                    new Evaluation(scope, references, findings)
                        .in(words().resource(resource, "metadata"))
                        .wholeValue(expr))
            .orElse(Value.MapOf.EMPTY);
    return new Evaluated<>(metadata, findings.sorted());
  }

  @Override
  public Evaluated<Value.MapOf> updatePolicy(String resource, References references) {
    return policy(declared(resource).updatePolicy(), resource, "update_policy", references);
  }

  @Override
  public Evaluated<Value.MapOf> creationPolicy(String resource, References references) {
    return policy(declared(resource).creationPolicy(), resource, "creation_policy", references);
  }

  private Evaluated<Value.MapOf> policy(
      Optional<Expr> written, String resource, String key, References references) {
    var findings = new Findings();
    var evaluation = new Evaluation(scope, references, findings);
    Value.MapOf policy =
        new Policies(template.dialect(), findings)
            .map(written, words().resource(resource, key), evaluation);
    return new Evaluated<>(policy, findings.sorted());
  }

  @Override
  public Evaluated<Frame> child(String resource, Value.MapOf properties, String physicalName) {
    var findings = new Findings();
    TreeCheck.depth(depth, surroundings.limits(), declared(resource), words(), findings);
    TemplateFrame frame =
        builder(resource, physicalName, findings).build(properties.entries(), facadeOf(resource));
    return new Evaluated<>(frame, findings.sorted());
  }

  @Override
  public Evaluated<Frame> unfolded(String resource, Content content, String physicalName) {
    var findings = new Findings();
    DeclaredResource declared = declared(resource);
    TreeCheck.depth(depth, surroundings.limits(), declared, words(), findings);
    Optional<Template> inner =
        switch (content) {
          case Content.Members members ->
              Optional.of(GroupTemplate.of(members, declared, template));
          case Content.Text(String text, _) ->
              understood(surroundings.store().parse(text, template.name()), findings);
          case Content.File(String name, _) -> file(declared, name, findings);
        };
    SequencedMap<String, Value> given =
        switch (content) {
          case Content.Members _ -> new LinkedHashMap<>();
          case Content.Text(_, var parameters) -> parameters;
          case Content.File(_, var parameters) -> parameters;
        };
    if (!(content instanceof Content.Members)) {
      inner.ifPresent(known -> parameters(declared, known, given, findings));
    }
    TemplateFrame frame =
        inner
            .map(
                known ->
                    builder(known, resource, Optional.empty(), physicalName, findings)
                        .build(given, facadeOf(resource)))
            .orElse(this); // something is wrong with the text: nobody looks at the frame
    return new Evaluated<>(frame, findings.sorted());
  }

  /** Parameters that the template has not, and those that it lacks. */
  private void parameters(
      DeclaredResource declared, Template inner, Map<String, Value> given, Findings findings) {
    new Settled(surroundings, inner, identity, findings, true).unknown(given);
    for (ParameterDefinition definition : inner.parameters().values()) {
      boolean set =
          given.containsKey(definition.name())
              || surroundings.defaults().containsKey(definition.name());
      if (!set && definition.defaultValue().isEmpty()) {
        findings.error(
            "missing-parameter",
            "The Parameter (%s) was not provided.".formatted(definition.name()),
            "resources." + declared.name(),
            declared.at());
      }
    }
  }

  private Optional<Template> file(DeclaredResource declared, String name, Findings findings) {
    return Names.find(surroundings.store().files(), template.name(), name)
        .flatMap(file -> understood(surroundings.store().get(file), findings))
        .or(
            () -> {
              if (findings.sorted().isEmpty()) {
                findings.add(
                    Diagnostic.error(
                            "missing-template",
                            "The template \"%s\" is not among the files sent.".formatted(name),
                            words().resource(declared.name()),
                            declared.at())
                        .withHint("send its text under this name in \"files\""));
              }
              return Optional.empty();
            });
  }

  private static Optional<Template> understood(TemplateStore.Parsed parsed, Findings findings) {
    findings.addAll(parsed.diagnostics());
    return parsed.template();
  }

  /** What the template calls its parts. */
  Words words() {
    return template.dialect().words();
  }

  /** Whether the resource is a stack of its own whose template was understood. */
  boolean nested(String resource) {
    return outcome(resource) instanceof TypeResolver.Child(String file, _)
        && surroundings.store().get(file).template().isPresent();
  }

  /** The start of a nested resource's frame. */
  FrameBuilder builder(String resource, String physicalName, Findings findings) {
    if (!(outcome(resource) instanceof TypeResolver.Child(String file, var chosenBy))) {
      throw new IllegalArgumentException(resource + " is not a nested resource");
    }
    TemplateStore.Parsed parsed = surroundings.store().get(file);
    findings.addAll(parsed.diagnostics());
    Template inner =
        parsed
            .template()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the template of %s was not understood; it was diagnosed"
                            .formatted(resource)));
    return builder(inner, resource, chosenBy, physicalName, findings);
  }

  /** The start of a frame with one member of what a group is to have; nothing for all others. */
  Optional<FrameBuilder> members(String resource, Value.MapOf properties, Findings findings) {
    return outcome(resource) instanceof TypeResolver.Plugin(ResourceSchema schema)
        ? MemberCheck.of(declared(resource), schema, properties, template)
            .map(inner -> builder(inner, resource, Optional.empty(), resource, findings))
        : Optional.empty();
  }

  private FrameBuilder builder(
      Template inner,
      String resource,
      Optional<Registry.Match> chosenBy,
      String physicalName,
      Findings findings) {
    return new FrameBuilder(
        surroundings,
        inner,
        registry.child(resource, chosenBy),
        identity.child(resource, physicalName),
        depth + 1,
        findings);
  }

  @Override
  public SequencedMap<String, OutputDefinition> outputs() {
    return outputs;
  }

  @Override
  public Evaluated<Value> output(String name, References references) {
    DeclaredOutput declared = template.outputs().get(name);
    if (declared == null) {
      throw new IllegalArgumentException("there is no output " + name);
    }
    var findings = new Findings();
    Value value =
        new Evaluation(scope, references, findings)
            .in(words().output(name, "value"))
            .wholeValue(declared.value());
    return new Evaluated<>(value, findings.sorted());
  }

  @Override
  public ResourceRules rules(String resource) {
    return registry.rules(resource);
  }

  @Override
  public StackSettings settings() {
    return settings;
  }

  @Override
  public Set<String> immutableParameters() {
    return template.parameters().values().stream()
        .filter(ParameterDefinition::immutable)
        .map(ParameterDefinition::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public SequencedMap<String, Value> parameters() {
    return Collections.unmodifiableSequencedMap(scope.values());
  }

  /** What {@code resource_facade} gives inside the child: the resource's own aspects. */
  Optional<Map<String, Value>> facadeOf(String resource) {
    DeclaredResource declared = declared(resource);
    var evaluation = new Evaluation(scope, Pending.ALL, new Findings());
    Map<String, Value> aspects = new LinkedHashMap<>();
    declared.metadata().ifPresent(expr -> aspects.put("metadata", evaluation.value(expr)));
    declared.updatePolicy().ifPresent(expr -> aspects.put("update_policy", evaluation.value(expr)));
    ResourceDefinition definition = definitions.get(resource);
    if (definition != null) {
      String shown =
          Words.CLOUD_FORMATION.of(
              definition.deletionPolicy().name().toLowerCase(java.util.Locale.ROOT));
      aspects.put("deletion_policy", new Value.Text(shown, Mark.NONE));
    }
    return Optional.of(aspects);
  }

  DeclaredResource declared(String resource) {
    return known(template.resources().get(resource), resource);
  }

  private TypeResolver.Outcome outcome(String resource) {
    return known(types.get(resource), resource);
  }

  private static <T> T known(@Nullable T found, String resource) {
    if (found == null) {
      throw new IllegalArgumentException("there is no resource " + resource);
    }
    return found;
  }
}

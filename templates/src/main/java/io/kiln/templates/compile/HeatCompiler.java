package io.kiln.templates.compile;

import io.kiln.templates.document.Template;
import io.kiln.templates.environment.Environment;
import io.kiln.templates.environment.EnvironmentMerge;
import io.kiln.templates.environment.EnvironmentReader;
import io.kiln.templates.expression.Budget;
import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.Elsewhere;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.Pending;
import io.kiln.templates.model.Site;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.parameter.Constraints;
import io.kiln.templates.parameter.ParameterDefinition;
import io.kiln.templates.schema.TypeCatalog;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.TextReader;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;

/** Compiles stacks written in Heat's languages. Holds no state but its settings. */
public final class HeatCompiler implements Compiler {

  /** What messages call an environment that came without a name. */
  private static final String ENVIRONMENT = "environment";

  private final TypeCatalog catalog;
  private final Limits limits;
  private final Site site;
  private final Elsewhere elsewhere;

  /** Compiles stacks that see nothing but themselves. */
  public HeatCompiler(TypeCatalog catalog, Limits limits) {
    this(catalog, limits, Site.DEFAULT, Elsewhere.NOWHERE);
  }

  /**
   * Compiles stacks.
   *
   * @param site the place they run at
   * @param elsewhere answers what templates ask about all that is not theirs
   */
  public HeatCompiler(TypeCatalog catalog, Limits limits, Site site, Elsewhere elsewhere) {
    this.catalog = catalog;
    this.limits = limits;
    this.site = site;
    this.elsewhere = elsewhere;
  }

  @Override
  public Evaluated<Optional<Frame>> compile(StackSource source, StackIdentity identity) {
    var findings = new Findings();
    var stack = new Stack(source, findings);
    Optional<Frame> frame = stack.template().map(template -> stack.frame(template, identity, true));
    return new Evaluated<>(frame, findings.sorted());
  }

  @Override
  public Evaluated<Optional<Value.MapOf>> validate(
      StackSource source, StackIdentity identity, boolean nested) {
    var findings = new Findings();
    var stack = new Stack(source, findings);
    Optional<Value.MapOf> answer =
        stack.template().map(template -> stack.validation(template, identity, nested));
    return new Evaluated<>(answer, findings.sorted());
  }

  /** The exports that a stack imports; see {@link io.kiln.templates.model.Imports}. */
  public SortedSet<String> imports(StackSource source, StackIdentity identity) {
    var noted = new NotedImports(elsewhere);
    new HeatCompiler(catalog, limits, site, noted)
        .compile(source, identity)
        .result()
        .ifPresent(
            frame -> frame.outputs().keySet().forEach(name -> frame.output(name, Pending.ALL)));
    return noted.names();
  }

  /**
   * Looks for the mistakes of a template that may be anywhere in a tree: as {@link #validate}, but
   * what only a parent, a server or values for the parameters could tell is not known instead of
   * wrong.
   */
  public List<Diagnostic> lint(StackSource source) {
    var findings = new Findings();
    var stack = new Stack(source, findings);
    stack.parent = Optional.of(UNKNOWN_PARENT);
    stack.template().ifPresent(template -> stack.frame(template, NOBODY, false));
    return findings.sorted();
  }

  private static final StackIdentity NOBODY = new StackIdentity("", "", "");

  /** What {@code resource_facade} gives where the parent is not known. */
  private static final Map<String, Value> UNKNOWN_PARENT =
      Map.of("metadata", unknown(), "deletion_policy", unknown(), "update_policy", unknown());

  private static Value unknown() {
    return new Value.Unknown(Set.of("(parent)"), Mark.NONE);
  }

  /** The texts of one stack, read. */
  private final class Stack {

    private final TemplateStore store;
    private final Findings findings;
    private final Optional<Template> template;
    private final Environment environment;
    private final SequencedMap<String, Value> given;
    private final boolean surrounded;
    private Optional<Map<String, Value>> parent = Optional.empty();

    Stack(StackSource source, Findings findings) {
      this.findings = findings;
      this.store = new TemplateStore(source.files(), limits.text());
      TemplateStore.Parsed parsed = store.parse(source.template(), source.templateName());
      findings.addAll(parsed.diagnostics());
      this.template = parsed.template();
      this.environment = environment(source);
      this.surrounded = !source.environmentFiles().isEmpty() || source.environment().isPresent();
      this.given = new LinkedHashMap<>(environment.parameters());
      given.keySet().removeAll(source.forgotten());
      given.putAll(source.parameters());
    }

    Optional<Template> template() {
      return template;
    }

    Value.MapOf validation(Template root, StackIdentity identity, boolean nested) {
      FrameBuilder builder = builder(root, identity);
      TemplateFrame frame = frame(builder, false);
      return new TemplateSummary(root, environment, given)
          .validation(
              nested
                  ? new NestedParameters(environment, limits).of(frame, builder.properties(), 0)
                  : new LinkedHashMap<>());
    }

    Frame frame(Template root, StackIdentity identity, boolean complete) {
      return frame(builder(root, identity), complete);
    }

    private FrameBuilder builder(Template root, StackIdentity identity) {
      boolean alone = parent.isPresent();
      var surroundings =
          new Surroundings(
              catalog,
              new Constraints(catalog),
              limits,
              store,
              environment.parameterDefaults(),
              !alone || surrounded,
              alone ? Site.ANYWHERE : site,
              alone ? Elsewhere.UNTOLD : elsewhere,
              !alone);
      return new FrameBuilder(surroundings, root, environment.registry(), identity, 0, findings);
    }

    private TemplateFrame frame(FrameBuilder builder, boolean complete) {
      new Settled(
              builder.surroundings(), builder.template(), builder.identity(), findings, complete)
          .unknown(given);
      var budget = new Budget(limits.values());
      TemplateFrame frame =
          builder.complete(complete).with(environment.settings()).on(budget).build(given, parent);
      new TreeCheck(limits, findings, budget, !complete).descend(frame, builder.properties(), 0);
      return frame;
    }

    private Environment environment(StackSource source) {
      var merge =
          new EnvironmentMerge(
              name ->
                  template.map(root -> root.parameters().get(name)).map(ParameterDefinition::type),
              findings);
      for (String name : source.environmentFiles()) {
        String text = source.files().get(name);
        if (text == null) {
          findings.error(
              "missing-file",
              "The environment file \"%s\" is not among the files sent.".formatted(name),
              "",
              SourceSpan.NOWHERE);
        } else {
          read(text, name).ifPresent(merge::add);
        }
      }
      if (source.environmentFiles().isEmpty() && source.environment().isPresent()) {
        read(source.environment().get(), ENVIRONMENT).ifPresent(merge::add);
      }
      return merge.result();
    }

    private Optional<EnvironmentReader.Read> read(String text, String name) {
      return new TextReader(limits.text())
          .read(text, name, findings)
          .map(root -> new EnvironmentReader(name, findings).read(root));
    }
  }
}

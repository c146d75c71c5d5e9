package io.kiln.templates.compile;

import io.kiln.templates.document.Template;
import io.kiln.templates.environment.Environment;
import io.kiln.templates.environment.EnvironmentReader;
import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.parameter.Constraints;
import io.kiln.templates.schema.TypeCatalog;
import io.kiln.templates.source.Findings;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.text.TextReader;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** Compiles stacks written in Heat's languages. Holds no state but its settings. */
public final class HeatCompiler implements Compiler {

  /** What messages call an environment that came without a name. */
  private static final String ENVIRONMENT = "environment";

  private final TypeCatalog catalog;
  private final Limits limits;

  public HeatCompiler(TypeCatalog catalog, Limits limits) {
    this.catalog = catalog;
    this.limits = limits;
  }

  @Override
  public Evaluated<Optional<Frame>> compile(StackSource source, StackIdentity identity) {
    var findings = new Findings();
    var store = new TemplateStore(source.files(), limits.text());
    TemplateStore.Parsed parsed = store.parse(source.template(), source.templateName());
    findings.addAll(parsed.diagnostics());
    Environment environment = environment(source, findings);
    Optional<Frame> frame =
        parsed
            .template()
            .map(template -> frame(source, identity, template, environment, store, findings));
    return new Evaluated<>(frame, findings.sorted());
  }

  private Frame frame(
      StackSource source,
      StackIdentity identity,
      Template template,
      Environment environment,
      TemplateStore store,
      Findings findings) {
    var surroundings =
        new Surroundings(
            catalog, new Constraints(catalog), limits, store, environment.parameterDefaults());
    SequencedMap<String, Value> given = new LinkedHashMap<>(environment.parameters());
    given.putAll(source.parameters());
    new Settled(surroundings.constraints(), findings)
        .unknown(template.parameters().keySet(), given);
    var builder =
        new FrameBuilder(surroundings, template, environment.registry(), identity, 0, findings);
    TemplateFrame frame = builder.build(given, Optional.empty());
    new TreeCheck(limits, findings).descend(frame, builder.properties(), 0);
    return frame;
  }

  private Environment environment(StackSource source, Findings findings) {
    var reader = new TextReader(limits.text());
    Environment merged = Environment.EMPTY;
    for (String name : source.environmentFiles()) {
      String text = source.files().get(name);
      if (text == null) {
        findings.error(
            "missing-file",
            "The environment file \"%s\" is not among the files sent.".formatted(name),
            "",
            SourceSpan.NOWHERE);
      } else {
        merged = merged(merged, read(reader, text, name, findings));
      }
    }
    if (source.environmentFiles().isEmpty() && source.environment().isPresent()) {
      merged = read(reader, source.environment().get(), ENVIRONMENT, findings);
    }
    return merged;
  }

  private static Environment read(TextReader reader, String text, String name, Findings findings) {
    return reader
        .read(text, name, findings)
        .map(root -> new EnvironmentReader(name, findings).read(root).environment())
        .orElse(Environment.EMPTY);
  }

  private static Environment merged(Environment earlier, Environment later) {
    SequencedMap<String, Value> parameters = new LinkedHashMap<>(earlier.parameters());
    parameters.putAll(later.parameters());
    SequencedMap<String, Value> defaults = new LinkedHashMap<>(earlier.parameterDefaults());
    defaults.putAll(later.parameterDefaults());
    return new Environment(
        parameters,
        defaults,
        earlier.registry().merged(later.registry()),
        later.eventSinks().isEmpty() ? earlier.eventSinks() : later.eventSinks());
  }
}

package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.cfn.wire.Form;
import io.kiln.api.cfn.wire.Refused;
import io.kiln.api.heat.FetchedTexts;
import io.kiln.api.heat.StackCommands;
import io.kiln.api.heat.Texts;
import io.kiln.api.http.BadInputException;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.engine.convergence.Stacks;
import io.kiln.engine.reading.SeenStack;
import io.kiln.templates.document.DeclaredResource;
import io.kiln.templates.document.Template;
import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The actions about templates. */
final class TemplateActions {

  private final StackLookup lookup;
  private final ChangeSetViews sets;
  private final Stacks stacks;
  private final Compiler compiler;
  private final FetchedTexts fetched;

  TemplateActions(
      StackLookup lookup,
      ChangeSetViews sets,
      Stacks stacks,
      Compiler compiler,
      FetchedTexts fetched) {
    this.fetched = fetched;
    this.lookup = lookup;
    this.sets = sets;
    this.stacks = stacks;
    this.compiler = compiler;
  }

  Fields get(Form form, String project) {
    form.word("TemplateStage", List.of("Original", "Processed"));
    return new Fields()
        .text("TemplateBody", kept(form, project).template())
        .texts("StagesAvailable", List.of("Original", "Processed"));
  }

  private StackSource kept(Form form, String project) {
    if (form.has("ChangeSetName")) {
      return sets.named(form, project).source();
    }
    String named = form.required("StackName");
    Optional<SeenStack> stack = lookup.find(project, named);
    if (stack.isEmpty()) {
      return lookup
          .review(project, named)
          .map(ChangeSet::source)
          .orElseThrow(() -> StackLookup.unknown(named));
    }
    if (!stack.get().isRoot()) {
      throw Refused.invalid(
          "%s lies in the stack %s and has no template of its own: ask for that one's."
              .formatted(stack.get().name(), stack.get().root().name()));
    }
    return stacks.source(stack.get().id(), stack.get().root().revision());
  }

  Fields validate(Form form, String project) {
    StackSource source = Wanted.template(form);
    Value.MapOf summary = summary(source, project);
    return new Fields()
        .members("Parameters", parameters(summary, false))
        .text("Description", text(summary, "Description"))
        .texts("Capabilities", List.of())
        .texts("DeclaredTransforms", transforms(source));
  }

  Fields summarise(Form form, String project) {
    boolean sent = form.has("TemplateBody") || form.has("TemplateURL");
    if (sent == form.has("StackName")) {
      throw Refused.invalid("Exactly one of StackName and TemplateBody must be specified.");
    }
    StackSource source = sent ? Wanted.template(form) : kept(form, project);
    Value.MapOf summary = summary(source, project);
    Optional<Template> template = Texts.template(source);
    return new Fields()
        .members("Parameters", parameters(summary, true))
        .text("Description", text(summary, "Description"))
        .texts("Capabilities", List.of())
        .texts(
            "ResourceTypes",
            template
                .map(
                    declared ->
                        declared.resources().values().stream()
                            .map(DeclaredResource::type)
                            .distinct()
                            .sorted()
                            .toList())
                .orElse(List.of()))
        .text("Version", template.map(declared -> declared.dialect().date()))
        .texts("DeclaredTransforms", transforms(source));
  }

  /** What a stack costs is for whoever owns the machines to say. */
  Fields cost(Form form, String project) {
    summary(Wanted.template(form), project);
    throw Refused.invalid(
        "EstimateTemplateCost is not supported here: nobody is charged for machines of one's own.");
  }

  private Value.MapOf summary(StackSource sent, String project) {
    var identity = new StackIdentity(project, "validated", "");
    StackSource source;
    try {
      source = fetched.complete(sent, identity);
    } catch (BadInputException e) {
      throw Refused.invalid(String.valueOf(e.getMessage()));
    }
    Evaluated<Optional<Value.MapOf>> validated = compiler.validate(source, identity, false);
    if (validated.failed() || validated.result().isEmpty()) {
      Refusal refusal = StackCommands.refusal(validated.diagnostics(), source);
      throw new RefusedException(refusal);
    }
    return validated.result().get();
  }

  private static List<Fields> parameters(Value.MapOf summary, boolean whole) {
    List<Fields> shown = new ArrayList<>();
    if (summary.get("Parameters") instanceof Value.MapOf parameters) {
      parameters
          .entries()
          .forEach(
              (name, value) -> {
                if (value instanceof Value.MapOf parameter) {
                  shown.add(parameter(name, parameter, whole));
                }
              });
    }
    return shown;
  }

  private static Fields parameter(String name, Value.MapOf parameter, boolean whole) {
    Fields fields =
        new Fields()
            .text("ParameterKey", name)
            .text(
                "DefaultValue",
                Optional.ofNullable(parameter.entries().get("Default")).map(TemplateActions::plain))
            .flag("NoEcho", parameter.get("NoEcho").toString().equalsIgnoreCase("true"))
            .text("Description", text(parameter, "Description"));
    if (whole) {
      fields.text("ParameterType", text(parameter, "Type"));
      if (parameter.get("AllowedValues") instanceof Value.ListOf allowed) {
        fields.put(
            "ParameterConstraints",
            new Fields()
                .texts(
                    "AllowedValues",
                    allowed.items().stream().map(TemplateActions::plain).toList()));
      }
    }
    return fields;
  }

  private static String plain(Value value) {
    return value instanceof Value.ListOf || value instanceof Value.MapOf
        ? value.sensitive() ? Value.MASK : Json.write(value)
        : value.toString();
  }

  private static Optional<String> text(Value.MapOf map, String key) {
    return map.get(key) instanceof Value.Text(String text, _)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static List<String> transforms(StackSource source) {
    return Texts.value(source.template(), source.templateName())
        .filter(Value.MapOf.class::isInstance)
        .map(template -> ((Value.MapOf) template).get("Transform"))
        .map(
            said ->
                said instanceof Value.ListOf list
                    ? list.items().stream().map(Value::toString).toList()
                    : said instanceof Value.Text(String text, _)
                        ? List.of(text)
                        : List.<String>of())
        .orElse(List.of());
  }
}

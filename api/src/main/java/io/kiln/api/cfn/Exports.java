package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.cfn.wire.Form;
import io.kiln.api.cfn.wire.Refused;
import io.kiln.api.heat.Texts;
import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.Stacks;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What stacks of a project give to one another by name. */
final class Exports {

  private static final String IMPORT = "Fn::ImportValue";
  private static final String SUBSTITUTE = "Fn::Sub";

  private final Stacks stacks;

  Exports(Stacks stacks) {
    this.stacks = stacks;
  }

  /** One that a stack gives. */
  private record Export(StackRecord stack, String name, String value) {}

  Fields list(Form form, String project) {
    List<Export> all =
        stacks.list(project, StackQuery.ALL).stream()
            .flatMap(Exports::of)
            .sorted(Comparator.comparing(Export::name))
            .toList();
    return Page.of(all, form)
        .put(
            "Exports",
            export ->
                new Fields()
                    .text("ExportingStackId", StackLookup.arn(export.stack()))
                    .text("Name", export.name())
                    .text("Value", export.value()));
  }

  private static Stream<Export> of(StackRecord stack) {
    return stack.outputs().entries().values().stream()
        .filter(Value.MapOf.class::isInstance)
        .map(Value.MapOf.class::cast)
        .filter(output -> output.get("export") instanceof Value.Text)
        .map(
            output ->
                new Export(
                    stack, output.get("export").toString(), OutputText.of(output.get("value"))));
  }

  Fields imports(Form form, String project) {
    String name = form.required("ExportName");
    List<String> importing = importing(project, name).map(StackRecord::name).sorted().toList();
    if (importing.isEmpty()) {
      throw Refused.invalid("Export '%s' is not imported by any stack.".formatted(name));
    }
    return Page.of(importing, form).texts("Imports");
  }

  /**
   * Looks whether others rely on what a stack gives.
   *
   * @throws io.kiln.api.http.RefusedException when one does
   */
  void mustNotBeUsed(StackRecord stack) {
    of(stack)
        .forEach(
            export ->
                importing(stack.project(), export.name())
                    .filter(other -> !other.id().equals(stack.id()))
                    .findFirst()
                    .ifPresent(
                        other -> {
                          throw Refused.invalid(
                              "Export %s cannot be deleted as it is in use by %s"
                                  .formatted(export.name(), other.name()));
                        }));
  }

  private Stream<StackRecord> importing(String project, String name) {
    return stacks.list(project, StackQuery.ALL).stream()
        .filter(stack -> imports(stacks.source(stack.id(), stack.currentRevision()), name));
  }

  private static boolean imports(StackSource source, String name) {
    if (!source.template().contains("ImportValue")) {
      return false;
    }
    return Texts.value(source.template(), source.templateName())
        .filter(template -> imported(template).stream().anyMatch(text -> fits(text, source, name)))
        .isPresent();
  }

  /** Every name that a template imports, as written. */
  private static List<Value> imported(Value value) {
    List<Value> found = new ArrayList<>();
    switch (value) {
      case Value.MapOf map ->
          map.entries()
              .forEach(
                  (key, inner) -> {
                    if (key.equals(IMPORT)) {
                      found.add(inner);
                    }
                    found.addAll(imported(inner));
                  });
      case Value.ListOf list -> list.items().forEach(item -> found.addAll(imported(item)));
      case Value.Text _, Value.Num _, Value.Bool _, Value.Null _, Value.Unknown _ -> {}
    }
    return found;
  }

  /** A name is a text, or one with parameters in it; others cannot be told from the text alone. */
  private static boolean fits(Value written, StackSource source, String name) {
    if (written instanceof Value.Text(String text, _)) {
      return text.equals(name);
    }
    if (written instanceof Value.MapOf map) {
      if (map.get(SUBSTITUTE) instanceof Value.Text(String text, _)) {
        return filled(text, source, name);
      }
      if (map.get("Ref") instanceof Value.Text(String parameter, _)) {
        return value(source, parameter).filter(name::equals).isPresent();
      }
    }
    return false;
  }

  private static boolean filled(String text, StackSource source, String name) {
    String all = text;
    for (Map.Entry<String, Value> parameter : source.parameters().entrySet()) {
      all = all.replace("${" + parameter.getKey() + "}", parameter.getValue().toString());
    }
    for (int at = all.indexOf("${"); at >= 0; at = all.indexOf("${", at + 1)) {
      int end = all.indexOf('}', at);
      if (end < 0) {
        break;
      }
      Optional<String> known = value(source, all.substring(at + 2, end));
      if (known.isPresent()) {
        all = all.substring(0, at) + known.get() + all.substring(end + 1);
      }
    }
    return all.equals(name);
  }

  /** A parameter's value, or its default. */
  private static Optional<String> value(StackSource source, String parameter) {
    return Optional.ofNullable(source.parameters().get(parameter))
        .or(
            () ->
                Texts.template(source)
                    .map(template -> template.parameters().get(parameter))
                    .flatMap(definition -> definition.defaultValue()))
        .map(Value::toString);
  }
}

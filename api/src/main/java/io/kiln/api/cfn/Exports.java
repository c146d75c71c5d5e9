package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.cfn.wire.Form;
import io.kiln.api.cfn.wire.Refused;
import io.kiln.engine.convergence.StackQuery;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.Stacks;
import io.kiln.templates.model.Imports;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What stacks of a project give to one another by name. */
final class Exports {

  /** Of {@code Fn::ImportValue} and {@code !ImportValue}. */
  private static final String IMPORT = "ImportValue";

  private final Stacks stacks;
  private final Imports imports;

  Exports(Stacks stacks, Imports imports) {
    this.stacks = stacks;
    this.imports = imports;
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
    List<String> exported = of(stack).map(Export::name).toList();
    if (exported.isEmpty()) {
      return;
    }
    for (StackRecord other : stacks.list(stack.project(), StackQuery.ALL)) {
      if (!other.id().equals(stack.id())) {
        Set<String> imported = imported(other);
        exported.stream()
            .filter(imported::contains)
            .findFirst()
            .ifPresent(
                name -> {
                  throw Refused.invalid(
                      "Export %s cannot be deleted as it is in use by %s"
                          .formatted(name, other.name()));
                });
      }
    }
  }

  private Stream<StackRecord> importing(String project, String name) {
    return stacks.list(project, StackQuery.ALL).stream()
        .filter(stack -> imported(stack).contains(name));
  }

  /** Few templates import anything, and those that do not are not worked out for it. */
  private Set<String> imported(StackRecord stack) {
    StackSource source = stacks.source(stack.id(), stack.currentRevision());
    boolean some =
        Stream.concat(Stream.of(source.template()), source.files().values().stream())
            .anyMatch(text -> text.contains(IMPORT));
    return some ? imports.of(source, stack.identity()) : Set.of();
  }
}

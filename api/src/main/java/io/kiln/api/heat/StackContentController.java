package io.kiln.api.heat;

import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.api.http.Shown;
import io.kiln.engine.reading.ResourceLine;
import io.kiln.engine.reading.SeenStack;
import io.kiln.engine.reading.StackReads;
import io.kiln.templates.model.OutputDefinition;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a stack was made of and what it gives: template, environment, files, outputs. */
@RestController
@RequestMapping("/v1/{project}/stacks/{name}/{id:[0-9a-fA-F-]{36}}")
final class StackContentController {

  private final StackReader reader;
  private final StackReads reads;

  StackContentController(StackReader reader, StackReads reads) {
    this.reader = reader;
    this.reads = reads;
  }

  /** Keys and descriptions, no values. */
  record Outputs(List<OutputView.Key> outputs) {}

  /** One output. */
  record Output(OutputView output) {}

  @GetMapping("/files")
  Map<String, String> files(
      @PathVariable String project, @PathVariable String name, @PathVariable String id) {
    return reader.source(reader.see(project, name, id).root()).files();
  }

  /** The template as it was sent, in JSON whatever it was written in. */
  @GetMapping("/template")
  @Nullable Object template(
      @PathVariable String project, @PathVariable String name, @PathVariable String id) {
    SeenStack stack = reader.see(project, name, id);
    StackSource source = reader.source(stack.root());
    if (!stack.isRoot()) {
      return nested(stack, source);
    }
    return Shown.clear(
        Texts.value(source.template(), source.templateName()).orElse(Value.MapOf.EMPTY));
  }

  /** That of a provider template as it was sent; that of a group as Heat would have written it. */
  private @Nullable Object nested(SeenStack stack, StackSource source) {
    String type = stack.row().map(ResourceLine::type).orElse("");
    String text = source.files().get(type);
    return text == null
        ? Shown.masked(NestedFrames.template(reads.within(stack)))
        : Shown.clear(Texts.value(text, type).orElse(Value.MapOf.EMPTY));
  }

  @GetMapping("/environment")
  EnvironmentView environment(
      @PathVariable String project, @PathVariable String name, @PathVariable String id) {
    return EnvironmentView.withTemplates(reader.source(reader.see(project, name, id).root()));
  }

  @GetMapping("/outputs")
  Outputs outputs(
      @PathVariable String project, @PathVariable String name, @PathVariable String id) {
    return new Outputs(OutputView.keys(reader.outputs(reader.see(project, name, id))));
  }

  @GetMapping("/outputs/{key}")
  Output output(
      @PathVariable String project,
      @PathVariable String name,
      @PathVariable String id,
      @PathVariable String key) {
    SeenStack stack = reader.see(project, name, id);
    OutputDefinition definition =
        Optional.ofNullable(reader.outputs(stack).get(key))
            .orElseThrow(
                () ->
                    new RefusedException(
                        Refusal.of(
                            404, "NotFound", "Specified output key %s not found.".formatted(key))));
    return new Output(OutputView.of(reader.given(stack), definition));
  }
}

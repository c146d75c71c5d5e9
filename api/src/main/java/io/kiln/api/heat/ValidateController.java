package io.kiln.api.heat;

import io.kiln.api.heat.ValidationView.Nested;
import io.kiln.api.http.JsonBody;
import io.kiln.api.http.Query;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.templates.document.Template;
import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.ResolvedType;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.value.Value;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Looks a template over without a stack. The parameters' values need not be complete. */
@RestController
final class ValidateController {

  /** As deep as templates nest. */
  private static final int MAX_DEPTH = 5;

  private final Compiler compiler;
  private final JsonBody bodies;

  ValidateController(Compiler compiler, JsonBody bodies) {
    this.compiler = compiler;
    this.bodies = bodies;
  }

  @PostMapping("/v1/{project}/validate")
  ValidationView validate(@PathVariable String project, HttpServletRequest request)
      throws IOException {
    boolean nested = new Query(request).bool("show_nested", false);
    StackSource source = StackRequest.of(bodies.object(request)).source();
    Evaluated<Optional<Frame>> compiled =
        compiler.compile(source, new StackIdentity(project, "validated", ""));
    List<Diagnostic> errors =
        compiled.diagnostics().stream()
            .filter(found -> found.severity() == Diagnostic.Severity.ERROR)
            .filter(found -> !found.code().equals("missing-parameter"))
            .toList();
    if (!errors.isEmpty()) {
      throw new RefusedException(refusal(errors, source));
    }
    Template template =
        Texts.template(source)
            .orElseThrow(() -> new IllegalStateException("compiled, but no template"));
    return ValidationView.of(
        template,
        given(source, template),
        nested ? nested(compiled.result(), source, 0) : null,
        EnvironmentView.of(source, false));
  }

  /** Heat gives every finding of a validation the same type. */
  private static Refusal refusal(List<Diagnostic> errors, StackSource source) {
    Refusal refusal = StackCommands.refusal(errors, source);
    return new Refusal(
        400, "HTTPBadRequest", refusal.message(), refusal.diagnostics(), refusal.texts());
  }

  /** Values as they were sent, by an environment or by themselves. */
  private static Map<String, Value> given(StackSource source, Template template) {
    Map<String, Value> given = new LinkedHashMap<>();
    EnvironmentView.parameters(source)
        .forEach(
            (name, value) -> {
              if (template.parameters().containsKey(name)) {
                given.put(name, value);
              }
            });
    return given;
  }

  private static @Nullable Map<String, Nested> nested(
      Optional<Frame> frame, StackSource source, int depth) {
    if (frame.isEmpty() || depth > MAX_DEPTH) {
      return null;
    }
    Map<String, Nested> found = new LinkedHashMap<>();
    for (String resource : frame.get().resources().keySet()) {
      if (frame.get().type(resource) instanceof ResolvedType.Nested(String file)) {
        Optional<Template> child =
            Optional.ofNullable(source.files().get(file))
                .flatMap(text -> Texts.template(text, file));
        if (child.isPresent()) {
          var properties = frame.get().properties(resource, UnknownReferences.ALL);
          Frame inner = frame.get().child(resource, properties.result(), resource).result();
          found.put(
              resource,
              new Nested(
                  file,
                  StackView.described(child.get().description()),
                  ValidationView.parameters(child.get(), properties.result().entries()),
                  nested(Optional.of(inner), source, depth + 1)));
        }
      }
    }
    return found.isEmpty() ? null : found;
  }
}

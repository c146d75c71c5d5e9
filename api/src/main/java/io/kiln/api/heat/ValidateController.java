package io.kiln.api.heat;

import io.kiln.api.http.JsonBody;
import io.kiln.api.http.Query;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.api.http.Shown;
import io.kiln.templates.model.Compiler;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.value.Value;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Looks a template over without a stack. The parameters' values need not be complete. */
@RestController
final class ValidateController {

  private final Compiler compiler;
  private final JsonBody bodies;

  ValidateController(Compiler compiler, JsonBody bodies) {
    this.compiler = compiler;
    this.bodies = bodies;
  }

  @PostMapping("/v1/{project}/validate")
  @Nullable Object validate(@PathVariable String project, HttpServletRequest request)
      throws IOException {
    boolean nested = new Query(request).bool("show_nested", false);
    StackSource source = StackRequest.of(bodies.object(request)).source();
    Evaluated<Optional<Value.MapOf>> validated =
        compiler.validate(source, new StackIdentity(project, "validated", ""), nested);
    if (validated.failed() || validated.result().isEmpty()) {
      throw new RefusedException(refusal(validated.diagnostics(), source));
    }
    return Shown.masked(validated.result().get());
  }

  /** Heat gives every finding of a validation the same type. */
  private static Refusal refusal(List<Diagnostic> found, StackSource source) {
    List<Diagnostic> errors =
        found.stream().filter(one -> one.severity() == Diagnostic.Severity.ERROR).toList();
    Refusal refusal = StackCommands.refusal(errors, source);
    return new Refusal(
        400, "HTTPBadRequest", refusal.message(), refusal.diagnostics(), refusal.texts());
  }
}

package io.kiln.api.heat;

import io.kiln.api.http.BadInputException;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Looks a template over without a stack. The parameters' values need not be complete. */
@RestController
final class ValidateController {

  /** The one code of a finding that Heat knows to be ignored: a type whose service is away. */
  private static final String SERVICE_AWAY = "99001";

  private final Compiler compiler;
  private final FetchedTexts fetched;
  private final JsonBody bodies;

  ValidateController(Compiler compiler, FetchedTexts fetched, JsonBody bodies) {
    this.compiler = compiler;
    this.fetched = fetched;
    this.bodies = bodies;
  }

  @PostMapping("/v1/{project}/validate")
  @Nullable Object validate(@PathVariable String project, HttpServletRequest request)
      throws IOException {
    var query = new Query(request);
    boolean nested = query.bool("show_nested", false);
    refuseUnknownCodes(query);
    var identity = new StackIdentity(project, "validated", "");
    StackSource source =
        fetched.complete(
            fetched.complete(StackRequest.of(bodies.object(request))).source(), identity);
    Evaluated<Optional<Value.MapOf>> validated = compiler.validate(source, identity, nested);
    if (validated.failed() || validated.result().isEmpty()) {
      throw new RefusedException(refusal(validated.diagnostics(), source));
    }
    return Shown.masked(validated.result().get());
  }

  /** No type here depends on a service that may be away: there is never anything to ignore. */
  private static void refuseUnknownCodes(Query query) {
    List<String> codes =
        query.all("ignore_errors").stream()
            .flatMap(list -> Arrays.stream(list.split(",")))
            .map(String::strip)
            .filter(code -> !code.isEmpty() && !code.equals(SERVICE_AWAY))
            .toList();
    if (!codes.isEmpty()) {
      throw new BadInputException("Invalid codes in ignore_errors : %s".formatted(codes));
    }
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

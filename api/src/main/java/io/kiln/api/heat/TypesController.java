package io.kiln.api.heat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kiln.api.http.BadInputException;
import io.kiln.api.http.Query;
import io.kiln.api.http.Refusal;
import io.kiln.api.http.RefusedException;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.schema.TypeCatalog;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The resource types there are, what each takes and gives, and a template to begin with. */
@RestController
@RequestMapping("/v1/{project}/resource_types")
final class TypesController {

  private final TypeCatalog types;

  TypesController(TypeCatalog types) {
    this.types = types;
  }

  /** Names, or names with descriptions. */
  record Listed(List<Object> resourceTypes) {}

  /** A name with its description. */
  record Described(String resourceType, String description) {}

  /** A type in full. */
  record One(
      String resourceType,
      Map<String, Object> properties,
      Map<String, Object> attributes,
      TypeSupport supportStatus,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String description) {}

  @GetMapping
  Listed list(HttpServletRequest request) {
    var query = new Query(request);
    boolean described = query.bool("with_description", false);
    Optional<NameFilter> filter = query.text("name").map(NameFilter::of);
    Optional<String> status = query.text("support_status");
    if (status.filter(word -> !TypeSupport.STATUSES.contains(word)).isPresent()) {
      throw new BadInputException(
          "Invalid support status and should be one of %s"
              .formatted(String.join(", ", TypeSupport.STATUSES)));
    }
    Optional<String> version = query.text("version");
    return new Listed(
        types.types().stream()
            .filter(type -> filter.map(wanted -> wanted.fits(type)).orElse(true))
            .filter(type -> fits(TypeSupport.of(type), status, version))
            .map(type -> described ? described(type) : type)
            .toList());
  }

  /** As in Heat a version is that since when a type is what it is, to the letter. */
  private static boolean fits(
      TypeSupport support, Optional<String> status, Optional<String> version) {
    return !support.isHidden()
        && status.map(support.status()::equals).orElse(true)
        && version.map(wanted -> wanted.equals(support.version())).orElse(true);
  }

  private Object described(String type) {
    return new Described(type, types.find(type).map(ResourceSchema::description).orElse(""));
  }

  @GetMapping("/{type}")
  One show(@PathVariable String type, HttpServletRequest request) {
    ResourceSchema schema = find(type);
    boolean described = new Query(request).bool("with_description", false);
    return new One(
        schema.type(),
        SchemaView.properties(schema),
        SchemaView.attributes(schema),
        TypeSupport.of(schema.type()),
        described ? schema.description() : null);
  }

  @GetMapping("/{type}/template")
  Map<String, Object> template(@PathVariable String type, HttpServletRequest request) {
    ResourceSchema schema = find(type);
    String kind = new Query(request).text("template_type").orElse("cfn");
    return switch (kind) {
      case "hot" -> TemplateSkeleton.hot(schema);
      case "cfn" -> TemplateSkeleton.cfn(schema);
      default ->
          throw new BadInputException(
              "Unrecognized value \"%s\" for \"template_type\", acceptable values are: cfn, hot."
                  .formatted(kind));
    };
  }

  private ResourceSchema find(String type) {
    ResourceSchema found =
        types
            .find(type)
            .orElseThrow(
                () ->
                    new RefusedException(
                        Refusal.of(
                            404,
                            "EntityNotFound",
                            "The Resource Type (%s) could not be found.".formatted(type))));
    if (TypeSupport.of(found.type()).isHidden()) {
      throw new RefusedException(
          Refusal.of(400, "NotSupported", "%s is not supported.".formatted(type)));
    }
    return found;
  }
}

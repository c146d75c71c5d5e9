package io.kiln.templates.compile;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.document.DeclaredResource;
import io.kiln.templates.document.PropertyKeys;
import io.kiln.templates.document.Template;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.model.Content;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Writes a group's members down as the template Heat would make for them. */
final class GroupTemplate {

  /** The version of Heat's own group templates (heat/engine/resources/…/resource_group.py). */
  private static final HotVersion VERSION = HotVersion.KILO;

  private GroupTemplate() {}

  /**
   * A template of nothing but members. It bears the name of the one the group stands in, so that
   * relative names mean the same.
   */
  static Template of(Content.Members content, DeclaredResource group, Template outer) {
    SequencedMap<String, DeclaredResource> resources = new LinkedHashMap<>();
    for (Content.Member member : content.members()) {
      resources.put(member.name(), resource(member, group));
    }
    return Template.plain(
        outer.name(),
        VERSION,
        "",
        new LinkedHashMap<>(),
        List.of(),
        new LinkedHashMap<>(),
        resources,
        new LinkedHashMap<>());
  }

  private static DeclaredResource resource(Content.Member member, DeclaredResource group) {
    return new DeclaredResource(
        member.name(),
        group.at(),
        member.type(),
        group.typeAt(),
        new Expr.Literal(member.properties()),
        new PropertyKeys(Optional.empty()),
        member.metadata().entries().isEmpty()
            ? Optional.empty()
            : Optional.of(new Expr.Literal(member.metadata())),
        member.requires().stream()
            .map(name -> new DeclaredResource.Name(name, group.at()))
            .toList(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "");
  }
}

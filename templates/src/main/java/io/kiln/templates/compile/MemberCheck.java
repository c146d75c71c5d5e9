package io.kiln.templates.compile;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.document.DeclaredResource;
import io.kiln.templates.document.PropertyKeys;
import io.kiln.templates.document.Template;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Finds what groups are to have members of, so that it can be checked before there are members: a
 * property that is a resource definition, one with a type and properties. As in Heat it is checked
 * even when the group is to be empty.
 */
final class MemberCheck {

  private static final String TYPE = "type";
  private static final String PROPERTIES = "properties";

  /** The property that says what stands for a member's name in the others, and so for anything. */
  private static final String INDEX = "index_var";

  private static final String LINKS = "resources";
  private static final String OF_LINKS = "resource_properties";

  private MemberCheck() {}

  /**
   * A template with one member of each definition among a resource's properties; nothing when there
   * is none, or its type is not known yet.
   */
  static Optional<Template> of(
      DeclaredResource group, ResourceSchema schema, Value.MapOf properties, Template outer) {
    SequencedMap<String, DeclaredResource> members = new LinkedHashMap<>();
    Optional<String> index =
        properties.get(INDEX) instanceof Value.Text(String text, _) && !text.isEmpty()
            ? Optional.of(text)
            : Optional.empty();
    for (PropertySchema property : schema.properties().values()) {
      if (property.children().keySet().containsAll(Set.of(TYPE, PROPERTIES))
          && properties.get(property.name()) instanceof Value.MapOf definition
          && definition.get(TYPE) instanceof Value.Text(String type, Mark typeMark)
          && index.stream().noneMatch(type::contains)) {
        String path = "%s.%s.%s".formatted(group.name(), PROPERTIES, property.name());
        var keys = group.keys().below(List.of(property.name(), PROPERTIES));
        members.put(
            path, member(path, group, type, typeMark, definition.get(PROPERTIES), keys, index));
      }
    }
    chained(group, schema, properties).forEach(link -> members.put(link.name(), link));
    return members.isEmpty() ? Optional.empty() : Optional.of(template(outer, members));
  }

  /** A chain's members are named by their types alone, and have the same properties. */
  private static List<DeclaredResource> chained(
      DeclaredResource group, ResourceSchema schema, Value.MapOf properties) {
    if (!schema.properties().keySet().containsAll(Set.of(LINKS, OF_LINKS))
        || !(properties.get(LINKS) instanceof Value.ListOf(List<Value> types, _))) {
      return List.of();
    }
    List<DeclaredResource> links = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i) instanceof Value.Text(String type, Mark mark)) {
        String path = "%s.%s.%s.%d".formatted(group.name(), PROPERTIES, LINKS, i);
        links.add(
            member(
                path,
                group,
                type,
                mark,
                properties.get(OF_LINKS),
                group.keys().below(List.of(OF_LINKS)),
                Optional.empty()));
      }
    }
    return links;
  }

  private static Template template(Template outer, SequencedMap<String, DeclaredResource> members) {
    return Template.plain(
        outer.name(),
        HotVersion.KILO,
        "",
        new LinkedHashMap<>(),
        List.of(),
        new LinkedHashMap<>(),
        members,
        new LinkedHashMap<>());
  }

  private static DeclaredResource member(
      String path,
      DeclaredResource group,
      String type,
      Mark typeMark,
      Value properties,
      PropertyKeys keys,
      Optional<String> index) {
    Value given =
        switch (properties) {
          case Value.MapOf map -> withoutNulls(map);
          case Value.Unknown unknown -> unknown;
          case Value.Null _, Value.Bool _, Value.Num _, Value.Text _, Value.ListOf _ ->
              Value.MapOf.EMPTY;
        };
    Value opened = index.map(variable -> opened(given, variable)).orElse(given);
    var typeAt = typeMark.at().isSomewhere() ? typeMark.at() : group.typeAt();
    return new DeclaredResource(
        path,
        typeAt,
        type,
        typeAt,
        new Expr.Literal(opened),
        keys,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "");
  }

  /** Heat drops what is null before a member sees it. */
  private static Value.MapOf withoutNulls(Value.MapOf properties) {
    SequencedMap<String, Value> given = new LinkedHashMap<>(properties.entries());
    given.values().removeIf(Value.Null.class::isInstance);
    return new Value.MapOf(given, properties.mark());
  }

  /** The value as far as it is the same for all members. */
  private static Value opened(Value value, String index) {
    return switch (value) {
      case Value.Text(String text, Mark mark) when text.contains(index) ->
          new Value.Unknown(Set.of("(member)"), mark);
      case Value.ListOf(List<Value> items, Mark mark) -> {
        List<Value> opened = new ArrayList<>(items.size());
        items.forEach(item -> opened.add(opened(item, index)));
        yield new Value.ListOf(opened, mark);
      }
      case Value.MapOf(Map<String, Value> entries, Mark mark) -> {
        SequencedMap<String, Value> opened = LinkedHashMap.newLinkedHashMap(entries.size());
        entries.forEach((key, entry) -> opened.put(key, opened(entry, index)));
        yield new Value.MapOf(opened, mark);
      }
      case Value.Null _, Value.Bool _, Value.Num _, Value.Text _, Value.Unknown _ -> value;
    };
  }
}

package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.model.Elsewhere;
import io.kiln.templates.source.Suggestion;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The rule functions about what exists already: {@code {Fn::RefAll: type}} and {@code
 * {Fn::ValueOfAll: [type, attribute]}} about all of a parameter type such as {@code
 * AWS::EC2::VPC::Id}, {@code {Fn::ValueOf: [parameter, attribute]}} about what a parameter names.
 */
final class Existing implements ValueFunction {

  private static final String CODE = "unknown-existing";

  /** What is asked for. */
  private enum Kind {
    IDS("Fn::RefAll", "The ids of all that exists of a type."),
    ALL("Fn::ValueOfAll", "An attribute of all that exists of a type."),
    ONE("Fn::ValueOf", "An attribute of what a parameter names.");

    private final String name;
    private final String summary;

    Kind(String name, String summary) {
      this.name = name;
      this.summary = summary;
    }
  }

  private final Kind kind;

  private Existing(Kind kind) {
    this.kind = kind;
  }

  static List<Existing> all() {
    List<Existing> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      all.add(new Existing(kind));
    }
    return all;
  }

  @Override
  public String name() {
    return kind.name;
  }

  @Override
  public String summary() {
    return kind.summary;
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    if (kind == Kind.IDS) {
      return ids(site.text(argument, "The type"), argument, site);
    }
    String form = kind == Kind.ALL ? "[type, attribute]" : "[parameter, attribute]";
    List<Value> parts = site.list(argument, form);
    if (parts.size() != 2) {
      throw new Mistake("Arguments to \"%s\" must be of the form %s".formatted(kind.name, form));
    }
    String first = site.text(parts.getFirst(), "The first part");
    String attribute = site.text(parts.get(1), "The attribute");
    return kind == Kind.ALL
        ? attributes(first, ids(first, argument, site), attribute, site)
        : attributes(element(parameterType(first, site)), named(first, site), attribute, site);
  }

  private static Value ids(String type, Value argument, CallSite site) {
    return Answers.of(
        new Elsewhere.Question.Existing(type),
        CODE,
        "What exists of the type %s is not known".formatted(type),
        argument,
        site);
  }

  private static String parameterType(String parameter, CallSite site) {
    return site.scope()
        .parameterType(parameter)
        .orElseThrow(
            () ->
                new Mistake(
                    "unknown-parameter",
                    "The Parameter (%s) was not provided.".formatted(parameter),
                    Suggestion.hint(parameter, site.scope().parameters())));
  }

  private static Value named(String parameter, CallSite site) {
    return site.scope().parameter(parameter).orElse(Value.nothing());
  }

  /** Of a list's type that of its items. */
  private static String element(String type) {
    return type.startsWith("List<") ? type.substring(5, type.length() - 1) : type;
  }

  private static Value attributes(String type, Value ids, String attribute, CallSite site) {
    return switch (ids) {
      case Value.ListOf(List<Value> all, _) ->
          new Value.ListOf(
              all.stream().map(id -> attributes(type, id, attribute, site)).toList(),
              site.mark(ids));
      case Value.Unknown _ -> ids;
      case Value.Null _, Value.Bool _, Value.Num _, Value.Text _, Value.MapOf _ -> {
        String id = CfnText.of(ids, "The id", site);
        yield Answers.of(
            new Elsewhere.Question.Attribute(type, id, attribute),
            CODE,
            "The attribute %s of the %s is not known".formatted(attribute, type),
            ids,
            site);
      }
    };
  }
}

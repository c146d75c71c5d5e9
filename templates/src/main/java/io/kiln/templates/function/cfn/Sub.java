package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.source.SourceSpan;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * {@code {Fn::Sub: text}} or {@code {Fn::Sub: [text, {name: value}]}}: <code>${name}</code> becomes
 * the value of that name in the map, of a parameter, or what a resource is referred to by; <code>
 * ${resource.attribute}</code> an attribute; <code>${!name}</code> stays as <code>${name}</code>.
 */
final class Sub implements ValueFunction {

  private static final String FORM = "a string, or [string, {name: value, ...}]";

  private final Names names;

  Sub(Names names) {
    this.names = names;
  }

  @Override
  public String name() {
    return "Fn::Sub";
  }

  @Override
  public String summary() {
    return "A text with the variables in it replaced by their values.";
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    Value template = argument;
    SequencedMap<String, Value> own = new LinkedHashMap<>();
    if (argument instanceof Value.ListOf(List<Value> parts, _)) {
      if (parts.size() != 2 || !(parts.get(1) instanceof Value.MapOf(var entries, _))) {
        throw new Mistake("Arguments to \"Fn::Sub\" must be of the form " + FORM);
      }
      template = parts.getFirst();
      own.putAll(entries);
    }
    if (!(template instanceof Value.Text(String text, _))) {
      Optional<Value> open = site.unknown(template);
      return open.orElseThrow(
          () -> new Mistake("Arguments to \"Fn::Sub\" must be of the form " + FORM));
    }
    SourceSpan written = template.mark().at();
    List<Value> values = new ArrayList<>();
    values.add(template);
    var out = new StringBuilder();
    for (SubText.Part part : SubText.parts(text, written)) {
      switch (part) {
        case SubText.Plain(String plain) -> out.append(plain);
        case SubText.Variable(String name, int from, int to) -> {
          try {
            Value value = value(name, own, site);
            values.add(value);
            if (value.known()) {
              out.append(shown(name, value));
            }
          } catch (Mistake mistake) {
            throw mistake.at(SubText.place(text, written, from, to));
          }
        }
      }
      site.spend(out.length() / 64 + 1L);
    }
    return site.unknown(values)
        .orElseGet(() -> new Value.Text(out.toString(), site.mark(values.toArray(Value[]::new))));
  }

  private Value value(String name, SequencedMap<String, Value> own, CallSite site) {
    Value given = own.get(name);
    if (given != null) {
      return given;
    }
    Optional<Value> parameter = site.scope().parameter(name);
    if (parameter.isPresent()) {
      return parameter.get();
    }
    int dot = name.indexOf('.');
    return dot > 0 && dot < name.length() - 1
        ? names.attribute(name.substring(0, dot), name.substring(dot + 1), site)
        : names.resource(name, site);
  }

  private static String shown(String name, Value value) {
    return CfnText.of(value)
        .orElseThrow(
            () ->
                new Mistake(
                    "The variable \"%s\" of \"Fn::Sub\" must be a string, not %s"
                        .formatted(name, CfnText.kind(value))));
  }
}

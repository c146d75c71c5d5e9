package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** {@code {get_attr: [resource, attribute, key, …]}}; from 2015-10-15 also the resource alone. */
final class GetAttr implements ValueFunction {

  private final Availability availability;
  private final boolean alone;

  private GetAttr(Availability availability, boolean alone) {
    this.availability = availability;
    this.alone = alone;
  }

  static GetAttr withAttribute() {
    return new GetAttr(Availability.before(HotVersion.LIBERTY), false);
  }

  static GetAttr withOrWithoutAttribute() {
    return new GetAttr(Availability.since(HotVersion.LIBERTY), true);
  }

  @Override
  public String name() {
    return "get_attr";
  }

  @Override
  public String summary() {
    return "A function for resolving resource attributes.";
  }

  @Override
  public Availability availability() {
    return availability;
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> steps = site.list(argument, "[resource_name, attribute, (path), ...]");
    if (steps.isEmpty() || (steps.size() < 2 && !alone)) {
      throw new Mistake(
          "Arguments to \"get_attr\" must be of the form [resource_name, attribute, (path), ...]");
    }
    if (steps.getFirst() instanceof Value.Unknown unknown) {
      return site.marked(unknown, unknown);
    }
    String resource = site.text(steps.getFirst(), "The resource name");
    site.attributes(resource);
    Optional<Value> open = site.unknown(steps);
    if (open.isPresent()) {
      return open.get();
    }
    String attribute = steps.size() < 2 ? "" : PythonText.of(steps.get(1));
    Value from = site.attribute(resource, attribute);
    List<Value> path = steps.size() < 2 ? List.of() : steps.subList(2, steps.size());
    Value found =
        !path.isEmpty() && site.references().spread(resource, attribute)
            ? ofEach(from, path)
            : walked(from, path);
    boolean secret = steps.stream().anyMatch(Value::sensitive);
    return site.marked(found, secret ? Value.secret(found) : found);
  }

  /** The path's end in each member of a group; null where it leads nowhere. */
  private static Value ofEach(Value members, List<Value> path) {
    return switch (members) {
      case Value.ListOf(List<Value> items, var mark) ->
          new Value.ListOf(items.stream().map(item -> walked(item, path)).toList(), mark);
      case Value.MapOf(var entries, var mark) -> {
        SequencedMap<String, Value> found = LinkedHashMap.newLinkedHashMap(entries.size());
        entries.forEach((name, item) -> found.put(name, walked(item, path)));
        yield new Value.MapOf(found, mark);
      }
      case Value.Null _, Value.Bool _, Value.Num _, Value.Text _, Value.Unknown _ -> members;
    };
  }

  private static Value walked(Value from, List<Value> path) {
    return Paths.walk(from, path, false, Value.nothing());
  }
}

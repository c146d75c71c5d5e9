package io.kiln.templates.function;

import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.expression.Availability;
import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code {list_join: [delimiter, list, …]}}. */
final class ListJoin implements ValueFunction {

  private final String name;
  private final Availability availability;
  private final boolean several;

  private ListJoin(String name, Availability availability, boolean several) {
    this.name = name;
    this.availability = availability;
    this.several = several;
  }

  /** Before 2015-10-15: one list of texts. */
  static ListJoin ofOne() {
    return new ListJoin("list_join", Availability.before(HotVersion.LIBERTY), false);
  }

  static ListJoin ofSeveral() {
    return new ListJoin("list_join", Availability.since(HotVersion.LIBERTY), true);
  }

  /** {@code Fn::Join}, which the first version took over from CloudFormation. */
  static ListJoin fnJoin() {
    return new ListJoin("Fn::Join", Availability.before(HotVersion.JUNO), false);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String summary() {
    return "A function for joining one or more lists of strings.";
  }

  @Override
  public Availability availability() {
    return availability;
  }

  @Override
  public Value apply(Value argument, CallSite site) {
    List<Value> parts = site.list(argument, "[delimiter, list, ...]");
    if (parts.size() < 2 || (parts.size() > 2 && !several)) {
      throw new Mistake(
          "\"list_join\" needs a delimiter and %s"
              .formatted(several ? "one or more lists" : "a list"));
    }
    for (Value list : parts.subList(1, parts.size())) {
      if (!(list instanceof Value.ListOf
          || list instanceof Value.Null
          || list instanceof Value.Unknown
          || (several && !PythonTruth.of(list)))) {
        throw new Mistake("\"%s\" must operate on a list".formatted(name));
      }
    }
    Optional<Value> open = site.unknown(argument);
    if (open.isPresent()) {
      return open.get();
    }
    String delimiter = site.text(parts.getFirst(), "The delimiter");
    List<String> texts = new ArrayList<>();
    for (Value list : parts.subList(1, parts.size())) {
      if (list instanceof Value.ListOf(List<Value> items, _)) {
        for (Value item : items) {
          String text = text(item);
          site.spend(text.length() + delimiter.length());
          texts.add(text);
        }
      }
    }
    return new Value.Text(String.join(delimiter, texts), site.mark(argument));
  }

  private String text(Value item) {
    return switch (item) {
      case Value.Null _ -> "";
      case Value.Text(String text, _) -> text;
      case Value.ListOf _, Value.MapOf _ when several -> PythonText.json(item);
      case Value.Bool _, Value.Num _, Value.Unknown _, Value.ListOf _, Value.MapOf _ ->
          throw new Mistake(
              "Items to join must be %s not %s"
                  .formatted(several ? "string, map or list" : "strings", item));
    };
  }
}

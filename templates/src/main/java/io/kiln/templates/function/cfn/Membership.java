package io.kiln.templates.function.cfn;

import io.kiln.templates.expression.CallSite;
import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueFunction;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * The rule functions about members of lists: {@code {Fn::Contains: [list, text]}}, {@code
 * {Fn::EachMemberEquals: [list, text]}} and {@code {Fn::EachMemberIn: [list, list]}}.
 */
final class Membership implements ValueFunction {

  /** What is asked about the members. */
  private enum Kind {
    CONTAINS("Fn::Contains", "Whether a list has a text in it.", "[list, string]"),
    EACH_EQUALS("Fn::EachMemberEquals", "Whether all of a list are one text.", "[list, string]"),
    EACH_IN("Fn::EachMemberIn", "Whether all of a list are in another.", "[list, list]");

    private final String name;
    private final String summary;
    private final String form;

    Kind(String name, String summary, String form) {
      this.name = name;
      this.summary = summary;
      this.form = form;
    }
  }

  private final Kind kind;

  private Membership(Kind kind) {
    this.kind = kind;
  }

  static Membership contains() {
    return new Membership(Kind.CONTAINS);
  }

  static Membership eachEquals() {
    return new Membership(Kind.EACH_EQUALS);
  }

  static Membership eachIn() {
    return new Membership(Kind.EACH_IN);
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
    List<Value> parts = site.list(argument, kind.form);
    if (parts.size() != 2) {
      throw new Mistake(
          "Arguments to \"%s\" must be of the form %s".formatted(kind.name, kind.form));
    }
    Optional<Value> open = site.unknown(parts);
    if (open.isPresent()) {
      return open.get();
    }
    List<Value> members = site.list(parts.getFirst(), kind.form);
    Value other = parts.get(1);
    boolean holds =
        switch (kind) {
          case CONTAINS -> members.stream().anyMatch(one -> CfnText.equal(one, other));
          case EACH_EQUALS -> members.stream().allMatch(one -> CfnText.equal(one, other));
          case EACH_IN -> {
            List<Value> those = site.list(other, kind.form);
            site.spend((long) members.size() * those.size());
            yield members.stream()
                .allMatch(one -> those.stream().anyMatch(that -> CfnText.equal(one, that)));
          }
        };
    return new Value.Bool(holds, site.mark(argument));
  }
}

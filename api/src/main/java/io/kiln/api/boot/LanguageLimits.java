package io.kiln.api.boot;

import io.kiln.templates.compile.Limits;
import io.kiln.templates.expression.ValueLimits;
import io.kiln.templates.text.TextLimits;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The limits of the template language that a command line may set, by name. */
enum LanguageLimits {
  /**
   * Bytes of one template, environment or child template; a request may have four times as many.
   */
  TEMPLATE_BYTES(TextLimits.DEFAULT.bytes(), Integer.MAX_VALUE),
  /** Levels of collections in a text; readers recurse, so it is bounded by their stack. */
  TEMPLATE_DEPTH(TextLimits.DEFAULT.depth(), 500),
  /** Nodes of one text, with every alias written out. */
  TEMPLATE_NODES(TextLimits.DEFAULT.expandedNodes(), Integer.MAX_VALUE),
  /** Levels of provider templates. */
  NESTING(Limits.DEFAULT.nesting(), 100),
  /** Resources of a stack tree. */
  RESOURCES(Limits.DEFAULT.resources(), Integer.MAX_VALUE),
  /** Characters of one value. */
  VALUE(ValueLimits.DEFAULT.value(), Integer.MAX_VALUE),
  /** Characters of all values of a stack. */
  VALUES(ValueLimits.DEFAULT.stack(), Long.MAX_VALUE),
  /** Steps of one yaql expression. */
  YAQL_STEPS(ValueLimits.DEFAULT.yaqlSteps(), Long.MAX_VALUE),
  /** Characters one yaql expression makes on its way. */
  YAQL_MEMORY(ValueLimits.DEFAULT.yaqlMemory(), Long.MAX_VALUE);

  private final long usual;
  private final long most;

  LanguageLimits(long usual, long most) {
    this.usual = usual;
    this.most = most;
  }

  /** All names with what holds when nothing is said. */
  static String described() {
    return Arrays.stream(values())
        .map(one -> NamedNumber.written(one) + " (" + one.usual + ")")
        .collect(Collectors.joining(", "));
  }

  /**
   * The limits with one set as {@code NAME=N}.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  static Limits set(Limits limits, String setting) {
    NamedNumber said = NamedNumber.of("--limit", setting);
    LanguageLimits chosen =
        Arrays.stream(values())
            .filter(said::names)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--limit %s is none of: %s, %s, %s"
                            .formatted(
                                said.name(),
                                described(),
                                WorkLimits.described(),
                                RequestLimit.described())));
    return chosen.on(limits, said.upTo(chosen.most, ""));
  }

  private Limits on(Limits all, long number) {
    TextLimits text = all.text();
    ValueLimits values = all.values();
    return switch (this) {
      case TEMPLATE_BYTES ->
          with(all, new TextLimits((int) number, text.depth(), text.expandedNodes()));
      case TEMPLATE_DEPTH ->
          with(all, new TextLimits(text.bytes(), (int) number, text.expandedNodes()));
      case TEMPLATE_NODES -> with(all, new TextLimits(text.bytes(), text.depth(), (int) number));
      case NESTING -> new Limits(text, (int) number, all.resources(), values);
      case RESOURCES -> new Limits(text, all.nesting(), (int) number, values);
      case VALUE ->
          with(
              all,
              new ValueLimits(number, values.stack(), values.yaqlSteps(), values.yaqlMemory()));
      case VALUES ->
          with(
              all,
              new ValueLimits(values.value(), number, values.yaqlSteps(), values.yaqlMemory()));
      case YAQL_STEPS ->
          with(all, new ValueLimits(values.value(), values.stack(), number, values.yaqlMemory()));
      case YAQL_MEMORY ->
          with(all, new ValueLimits(values.value(), values.stack(), values.yaqlSteps(), number));
    };
  }

  private static Limits with(Limits all, TextLimits text) {
    return new Limits(text, all.nesting(), all.resources(), all.values());
  }

  private static Limits with(Limits all, ValueLimits values) {
    return new Limits(all.text(), all.nesting(), all.resources(), values);
  }
}

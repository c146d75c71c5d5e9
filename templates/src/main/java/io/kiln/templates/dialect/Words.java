package io.kiln.templates.dialect;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a dialect calls the parts of a template; findings name places by these words. */
public enum Words {
  /** {@code resources}, {@code update_policy}. */
  HOT,
  /** {@code Resources}, {@code UpdatePolicy}. */
  CLOUD_FORMATION;

  /** The dialect's own word for what HOT calls so. */
  public String of(String hot) {
    return switch (this) {
      case HOT -> hot;
      case CLOUD_FORMATION ->
          Arrays.stream(hot.split("_"))
              .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
              .collect(Collectors.joining());
    };
  }

  /** The path of a resource. */
  public String resource(String name) {
    return of("resources") + "." + name;
  }

  /** The path of a part of a resource. */
  public String resource(String name, String part) {
    return resource(name) + "." + of(part);
  }

  /** The path of an output. */
  public String output(String name) {
    return of("outputs") + "." + name;
  }

  /** The path of a part of an output. */
  public String output(String name, String part) {
    return output(name) + "." + of(part);
  }

  /** The path of a condition. */
  public String condition(String name) {
    return of("conditions") + "." + name;
  }

  /** The path of a parameter. */
  public String parameter(String name) {
    return of("parameters") + "." + name;
  }
}

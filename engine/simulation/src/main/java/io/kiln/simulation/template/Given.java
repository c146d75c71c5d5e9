package io.kiln.simulation.template;

import io.kiln.templates.model.References;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.Map;
import java.util.Optional;

/** What a template says a property shall be. */
public sealed interface Given {

  Value value(Map<String, Value> parameters, References references);

  /** The resource it names, when it names one. */
  default Optional<String> names() {
    return Optional.empty();
  }

  /** The same where a resource has another name. */
  default Given named(String from, String to) {
    return switch (this) {
      case Ref(String name) when name.equals(from) -> new Ref(to);
      case Att(String name, String attribute) when name.equals(from) -> new Att(to, attribute);
      case Ref _, Att _, Text _, Secret _, Param _ -> this;
    };
  }

  /** Just this. */
  record Text(String text) implements Given {
    @Override
    public Value value(Map<String, Value> parameters, References references) {
      return Value.text(text);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** This, which nobody may see. */
  record Secret(String text) implements Given {
    @Override
    public Value value(Map<String, Value> parameters, References references) {
      return Value.text(text).marked(Mark.SECRET);
    }

    @Override
    public String toString() {
      return "(secret)";
    }
  }

  /** What a resource is called outside. */
  record Ref(String resource) implements Given {
    @Override
    public Value value(Map<String, Value> parameters, References references) {
      return references.reference(resource);
    }

    @Override
    public Optional<String> names() {
      return Optional.of(resource);
    }

    @Override
    public String toString() {
      return "ref " + resource;
    }
  }

  /** An attribute of a resource. */
  record Att(String resource, String attribute) implements Given {
    @Override
    public Value value(Map<String, Value> parameters, References references) {
      return references.attribute(resource, attribute);
    }

    @Override
    public Optional<String> names() {
      return Optional.of(resource);
    }

    @Override
    public String toString() {
      return "att " + resource + "." + attribute;
    }
  }

  /** A parameter of the stack it stands in. */
  record Param(String name) implements Given {
    @Override
    public Value value(Map<String, Value> parameters, References references) {
      return parameters.getOrDefault(name, Value.nothing());
    }

    @Override
    public String toString() {
      return "param " + name;
    }
  }
}

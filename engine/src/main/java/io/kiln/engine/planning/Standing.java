package io.kiln.engine.planning;

import io.kiln.resources.spi.ResourceHandler;
import io.kiln.templates.schema.AttributeSchema;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/** What a resource that the walk has passed looks like to those that refer to it. */
sealed interface Standing {

  Value reference(String path);

  /**
   * @param attribute its name, empty for all of them
   */
  Value attribute(String path, String attribute);

  /** It is there, as its row says. */
  record Real(ResourceState row, Optional<ResourceHandler> handler) implements Standing {
    @Override
    public Value reference(String path) {
      return row.reference(handler);
    }

    @Override
    public Value attribute(String path, String attribute) {
      return row.attribute(attribute);
    }
  }

  /** It will be there: nothing about it is known. */
  record Promised() implements Standing {
    @Override
    public Value reference(String path) {
      return unknown(path);
    }

    @Override
    public Value attribute(String path, String attribute) {
      return unknown(attribute.isEmpty() ? path : path + "." + attribute);
    }
  }

  /** It is there and will change in place: only what such a change leaves alone is known. */
  record Changing(Real now, ResourceHandler handler) implements Standing {
    @Override
    public Value reference(String path) {
      boolean stable =
          handler.referenceAttribute().map(this::stable).orElse(now.row().physicalId().isPresent());
      return stable ? now.reference(path) : unknown(path);
    }

    @Override
    public Value attribute(String path, String attribute) {
      if (!attribute.isEmpty()) {
        return stable(attribute) ? now.attribute(path, attribute) : unknown(path + "." + attribute);
      }
      var all = new LinkedHashMap<String, Value>();
      for (String name : handler.schema().attributes().keySet()) {
        all.put(name, attribute(path, name));
      }
      return Value.map(all);
    }

    private boolean stable(String attribute) {
      AttributeSchema schema = handler.schema().attributes().get(attribute);
      return schema != null && schema.stable();
    }
  }

  /** A nested stack whose outputs were evaluated, some of them unknown. */
  record Foreseen(Value.MapOf outputs) implements Standing {
    @Override
    public Value reference(String path) {
      Value named = outputs.get("OS::stack_id");
      return named instanceof Value.Null ? unknown(path) : named;
    }

    @Override
    public Value attribute(String path, String attribute) {
      return attribute.isEmpty() ? outputs : outputs.get(attribute);
    }
  }

  /** A group, by its members. */
  record Grouped(ResourceState row, GroupMembers members) implements Standing {
    @Override
    public Value reference(String path) {
      return Value.text(row.id().toString());
    }

    @Override
    public Value attribute(String path, String attribute) {
      return attribute.isEmpty()
          ? members.group().unfolding().shown(members)
          : members.group().unfolding().attribute(attribute, members);
    }

    boolean spreads(String attribute) {
      return members.group().unfolding().spreads(attribute);
    }
  }

  private static Value unknown(String what) {
    return new Value.Unknown(Set.of(what), Mark.NONE);
  }
}

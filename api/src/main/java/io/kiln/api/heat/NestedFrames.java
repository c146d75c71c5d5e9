package io.kiln.api.heat;

import io.kiln.engine.planning.ResourceState;
import io.kiln.templates.model.Content;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.ResolvedType;
import io.kiln.templates.value.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** Finds the templates of stacks that lie in a tree, by what their rows were given. */
record NestedFrames(Frame root, ResourceTree tree) {

  /** The frame of a nested stack; nothing when its resource is in no template any more. */
  Optional<Frame> of(ResourceState nested) {
    Deque<ResourceState> way = new ArrayDeque<>();
    Optional<ResourceState> at = Optional.of(nested);
    while (at.isPresent()) {
      way.addFirst(at.get());
      at = tree.parent(at.get());
    }
    Optional<Frame> frame = Optional.of(root);
    for (ResourceState row : way) {
      frame = frame.flatMap(outer -> inner(outer, row));
    }
    return frame;
  }

  private Optional<Frame> inner(Frame outer, ResourceState row) {
    if (!outer.resources().containsKey(row.name())) {
      return Optional.empty();
    }
    String name = tree.nestedName(row);
    return Optional.of(
        switch (outer.type(row.name())) {
          case ResolvedType.Nested _ -> outer.child(row.name(), row.properties(), name).result();
          case ResolvedType.Plugin _ -> outer.unfolded(row.name(), content(row), name).result();
        });
  }

  private Content content(ResourceState group) {
    return new Content.Members(
        tree.within(group).stream()
            .map(row -> Content.Member.of(row.name(), row.type(), row.properties()))
            .toList());
  }

  /** The template of a group as Heat would have written it. */
  static Value.MapOf template(ResourceTree tree, ResourceState group) {
    SequencedMap<String, Value> resources = new LinkedHashMap<>();
    for (ResourceState row : tree.within(group)) {
      SequencedMap<String, Value> resource = new LinkedHashMap<>();
      resource.put("type", Value.text(row.type()));
      resource.put("properties", row.properties());
      resources.put(row.name(), Value.map(resource));
    }
    SequencedMap<String, Value> template = new LinkedHashMap<>();
    template.put("heat_template_version", Value.text("2015-04-30"));
    template.put("resources", Value.map(resources));
    return Value.map(template);
  }
}

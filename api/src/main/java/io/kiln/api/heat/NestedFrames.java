package io.kiln.api.heat;

import io.kiln.engine.planning.ResourceState;
import io.kiln.engine.reading.ResourceLine;
import io.kiln.engine.reading.SeenStack;
import io.kiln.engine.reading.StackReads;
import io.kiln.templates.model.Content;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.ResolvedType;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Finds the templates of stacks that lie in a tree, by what their rows were given. */
record NestedFrames(Frame root, StackReads reads) {

  /** The frame of a nested stack; nothing when its resource is in no template any more. */
  Optional<Frame> of(SeenStack nested) {
    SeenStack stack = SeenStack.root(nested.root());
    Optional<Frame> frame = Optional.of(root);
    for (ResourceState row : reads.way(nested)) {
      SeenStack inner = stack.inner(ResourceLine.of(row));
      frame = frame.flatMap(outer -> inner(outer, row, inner));
      stack = inner;
    }
    return frame;
  }

  private Optional<Frame> inner(Frame outer, ResourceState row, SeenStack stack) {
    if (!outer.resources().containsKey(row.name())) {
      return Optional.empty();
    }
    return Optional.of(
        switch (outer.type(row.name())) {
          case ResolvedType.Nested _ ->
              outer.child(row.name(), row.properties(), stack.name()).result();
          case ResolvedType.Plugin _ ->
              outer.unfolded(row.name(), content(stack), stack.name()).result();
        });
  }

  private Content content(SeenStack group) {
    return new Content.Members(
        reads.within(group).stream()
            .map(row -> Content.Member.of(row.name(), row.type(), row.properties()))
            .toList());
  }

  /** The template of a group as Heat would have written it. */
  static Value.MapOf template(List<ResourceState> members) {
    SequencedMap<String, Value> resources = new LinkedHashMap<>();
    for (ResourceState row : members) {
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

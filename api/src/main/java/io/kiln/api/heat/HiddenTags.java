package io.kiln.api.heat;

import java.util.List;

/** Tags that keep a stack out of lists, unless hidden stacks are asked for. */
public record HiddenTags(List<String> tags) {

  public HiddenTags {
    tags = List.copyOf(tags);
  }
}

package io.kiln.api.cfn.wire;

import java.util.List;

/** A part of an answer, whatever it is written as. */
public sealed interface Node permits Node.Text, Node.Members, Fields {

  /** A text, a number or a truth value: the protocol does not tell them apart. */
  record Text(String text) implements Node {}

  /** A list. */
  record Members(List<? extends Node> items) implements Node {
    public Members {
      items = List.copyOf(items);
    }
  }
}

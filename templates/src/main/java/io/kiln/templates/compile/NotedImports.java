package io.kiln.templates.compile;

import io.kiln.templates.model.Elsewhere;
import io.kiln.templates.model.StackIdentity;
import java.util.SortedSet;
import java.util.TreeSet;

/** Notes which exports are asked for, and has them answered by another. */
final class NotedImports implements Elsewhere {

  private final Elsewhere answering;
  private final SortedSet<String> names = new TreeSet<>();

  NotedImports(Elsewhere answering) {
    this.answering = answering;
  }

  @Override
  public Answer ask(Question question, StackIdentity asking) {
    if (question instanceof Question.Export(String name)) {
      names.add(name);
    }
    return answering.ask(question, asking);
  }

  @Override
  public boolean keeps(Store store) {
    return answering.keeps(store);
  }

  SortedSet<String> names() {
    return names;
  }
}

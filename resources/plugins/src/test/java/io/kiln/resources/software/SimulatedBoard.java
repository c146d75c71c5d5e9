package io.kiln.resources.software;

import java.util.LinkedHashMap;
import java.util.Map;

/** A board that a test reads, with what was said last of each deployment. */
final class SimulatedBoard implements DeploymentBoard {

  final Map<Key, Posting> posted = new LinkedHashMap<>();
  final Map<Key, Outcome> ended = new LinkedHashMap<>();
  int posts;

  @Override
  public void post(Key key, Posting posting) {
    posts++;
    posted.put(key, posting);
    ended.remove(key);
  }

  @Override
  public void end(Key key, Outcome outcome) {
    if (posted.containsKey(key)) {
      ended.put(key, outcome);
    }
  }

  @Override
  public void remove(Key key) {
    posted.remove(key);
    ended.remove(key);
  }
}

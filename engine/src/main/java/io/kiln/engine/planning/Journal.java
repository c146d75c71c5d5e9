package io.kiln.engine.planning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a walk did to the rows since the last time somebody took it to the store. */
public final class Journal {
  private final Map<UUID, ResourceState> written = new LinkedHashMap<>();
  private final Set<UUID> removed = new LinkedHashSet<>();
  private final List<ResourceState> events = new ArrayList<>();

  /** Notes a row that nobody needs to hear of. */
  public void write(ResourceState row) {
    written.put(row.id(), row);
  }

  /** Writes a row whose new state users should hear of. */
  void announce(ResourceState row) {
    write(row);
    events.add(row);
  }

  void remove(ResourceState row) {
    written.remove(row.id());
    removed.add(row.id());
    events.add(row);
  }

  /** Tells of something that leaves the row as it is. */
  void tell(ResourceState row) {
    events.add(row);
  }

  /** Removes a row of whose end nobody needs to hear. */
  void drop(ResourceState row) {
    written.remove(row.id());
    removed.add(row.id());
  }

  /** How much there is to take. */
  public int size() {
    return written.size() + removed.size() + events.size();
  }

  /** Hands everything over and starts afresh. */
  public Entries take() {
    var entries =
        new Entries(List.copyOf(written.values()), Set.copyOf(removed), List.copyOf(events));
    written.clear();
    removed.clear();
    events.clear();
    return entries;
  }

  /**
   * @param announced rows in the states that users should hear of, in order
   */
  public record Entries(
      List<ResourceState> written, Set<UUID> removed, List<ResourceState> announced) {}
}

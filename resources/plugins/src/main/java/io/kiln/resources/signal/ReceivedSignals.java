package io.kiln.resources.signal;

import io.kiln.resources.spi.Reception;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The signals that a handle has taken, by id, in the form that Heat shows as the handle's metadata
 * (heat/engine/resources/wait_condition.py).
 */
record ReceivedSignals(Words words, Value.MapOf all) {

  private static final String SUCCESS = "SUCCESS";
  private static final String FAILURE = "FAILURE";

  /**
   * What a signal's parts are called.
   *
   * @param lenient whether parts may be left out
   */
  record Words(String status, String data, String reason, String id, boolean lenient) {

    static final Words HEAT = new Words("status", "data", "reason", "id", true);
    static final Words CLOUD_FORMATION = new Words("Status", "Data", "Reason", "UniqueId", false);

    List<String> all() {
      return List.of(status, data, reason, id);
    }
  }

  /** Takes one more; the same id takes the place of an earlier one. */
  Reception with(Value details) {
    if (!(details instanceof Value.MapOf || details instanceof Value.Null)) {
      return malformed("it is no map");
    }
    SequencedMap<String, Value> signal =
        details instanceof Value.MapOf map
            ? new LinkedHashMap<>(map.entries())
            : new LinkedHashMap<>();
    if (words.lenient()) {
      int number = all.entries().size() + 1;
      signal.putIfAbsent(words.reason(), Value.text("Signal %d received".formatted(number)));
      signal.putIfAbsent(words.data(), Value.nothing());
      signal.putIfAbsent(words.id(), Value.number(number));
      signal.putIfAbsent(words.status(), Value.text(SUCCESS));
    }
    if (!signal.keySet().equals(Set.copyOf(words.all()))) {
      return malformed("it may hold %s".formatted(String.join(", ", words.all())));
    }
    String status = signal.get(words.status()) instanceof Value.Text(String text, _) ? text : "";
    if (!status.equals(SUCCESS) && !status.equals(FAILURE)) {
      return malformed("%s must be %s or %s".formatted(words.status(), SUCCESS, FAILURE));
    }
    String id = String.valueOf(signal.remove(words.id()));
    SequencedMap<String, Value> signals = new LinkedHashMap<>(all.entries());
    signals.put(id, Value.map(signal));
    return new Reception.Kept(
        Value.map(signals), "status:%s reason:%s".formatted(status, signal.get(words.reason())));
  }

  private static Reception malformed(String why) {
    return new Reception.Refused("Metadata format invalid: " + why); // Heat's words, then ours
  }

  int count() {
    return all.entries().size();
  }

  boolean failed() {
    return all.entries().values().stream().anyMatch(signal -> is(signal, FAILURE));
  }

  /** Why those that failed did. */
  String failures() {
    return String.join(";", reasons(FAILURE));
  }

  /** How far things had come when the time was up, in Heat's words. */
  String missing(int wanted) {
    List<String> reasons = reasons(SUCCESS);
    String received = "%d of %d received".formatted(reasons.size(), wanted);
    return reasons.isEmpty() ? received : received + " - " + String.join(";", reasons);
  }

  private List<String> reasons(String status) {
    return all.entries().values().stream()
        .filter(signal -> is(signal, status))
        .map(signal -> String.valueOf(part(signal, words.reason())))
        .toList();
  }

  private boolean is(Value signal, String status) {
    return part(signal, words.status()).equals(Value.text(status));
  }

  private static Value part(Value signal, String word) {
    return signal instanceof Value.MapOf map ? map.get(word) : Value.nothing();
  }

  /** The data by id, as a JSON text. */
  String data() {
    SequencedMap<String, Value> data = new LinkedHashMap<>();
    all.entries().forEach((id, signal) -> data.put(id, part(signal, words.data())));
    return Json.write(Value.map(data));
  }
}

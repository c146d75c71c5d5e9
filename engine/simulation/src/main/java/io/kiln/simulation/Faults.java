package io.kiln.simulation;

import java.util.random.RandomGenerator;

/** Says at every port call whether it goes wrong, and how; so many times, then never again. */
final class Faults {

  /** While there are any left, one call in so many goes wrong. */
  private static final int RARITY = 12;

  /** What goes wrong with a call to the store. */
  enum AtStore {
    NOTHING,
    CRASH_BEFORE,
    CRASH_AFTER,
    AWAY,
    ANSWER_LOST,
    STALL_BEFORE,
    STALL_AFTER,
    TWICE
  }

  /** What goes wrong with a question to an agent. */
  enum AtWire {
    NOTHING,
    LOST,
    ANSWER_LOST,
    TWICE,
    LATE
  }

  /** What goes wrong by itself. */
  enum Elsewhere {
    NOTHING,
    CRASH,
    STALL,
    HOST_AWAY,
    THING_LOST,
    CALLS_MADE_AND_CRASH
  }

  private final RandomGenerator random;
  private int left;

  Faults(RandomGenerator random, int left) {
    this.random = random;
    this.left = left;
  }

  void stop() {
    left = 0;
  }

  AtStore atStore() {
    return strikes()
        ? AtStore.values()[1 + random.nextInt(AtStore.values().length - 1)]
        : AtStore.NOTHING;
  }

  AtWire atWire() {
    return strikes()
        ? AtWire.values()[1 + random.nextInt(AtWire.values().length - 1)]
        : AtWire.NOTHING;
  }

  Elsewhere elsewhere() {
    return left > 0 && random.nextInt(60) == 0 && strikesNow()
        ? Elsewhere.values()[1 + random.nextInt(Elsewhere.values().length - 1)]
        : Elsewhere.NOTHING;
  }

  /** Whether a request of a user has to be sent again because no answer came. */
  boolean atDoor() {
    return strikes();
  }

  /** Whether a hint that something is new gets lost; hints promise nothing. */
  boolean atHint() {
    return left > 0 && random.nextInt(5) == 0;
  }

  private boolean strikes() {
    return left > 0 && random.nextInt(RARITY) == 0 && strikesNow();
  }

  private boolean strikesNow() {
    left--;
    return true;
  }
}

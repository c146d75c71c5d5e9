package io.kiln.resources.baremetal;

import java.time.Duration;

/** How long to wait between two looks at Ironic: often at first, seldom on real metal. */
final class PollPace {

  private static final Duration FIRST = Duration.ofMillis(200);
  private static final int FIRST_POLLS = 10;
  private static final double GROWTH = 1.5;
  private static final Duration USUAL = Duration.ofSeconds(2);

  /** While the ramdisk boots or disks are wiped: minutes on metal. */
  private static final Duration ON_METAL = Duration.ofSeconds(5);

  private PollPace() {}

  /**
   * The pause after so many looks.
   *
   * @param state what was seen; waiting states take minutes on real metal
   */
  static Duration after(int polls, String state) {
    if (polls < FIRST_POLLS) {
      return FIRST;
    }
    double grown = FIRST.toMillis() * Math.pow(GROWTH, polls - FIRST_POLLS + 1.0);
    Duration most = state.contains("wait") ? ON_METAL : USUAL;
    return grown < most.toMillis() ? Duration.ofMillis((long) grown) : most;
  }
}

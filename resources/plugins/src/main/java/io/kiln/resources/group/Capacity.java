package io.kiln.resources.group;

import io.kiln.resources.spi.Adjustment;

/** How many members a group is to have after a change (heat/scaling/scalingutil.py). */
final class Capacity {

  private static final double PERCENT = 100.0;

  private Capacity() {}

  static int after(int current, Adjustment adjustment, int least, int most) {
    long wanted =
        switch (adjustment.kind()) {
          case CHANGE_IN_CAPACITY -> (long) current + adjustment.amount();
          case EXACT_CAPACITY -> adjustment.amount();
          case PERCENT_CHANGE_IN_CAPACITY -> current + percent(current, adjustment);
        };
    return Math.clamp(wanted, least, most);
  }

  /** Less than one is rounded away from zero, anything else towards it. */
  private static long percent(int current, Adjustment adjustment) {
    double delta = current * (double) adjustment.amount() / PERCENT;
    boolean away = Math.abs(delta) < 1.0;
    long rounded = (long) (away == delta > 0 ? Math.ceil(delta) : Math.floor(delta));
    long step = adjustment.least().orElse(0);
    if (step <= Math.abs(rounded)) {
      return rounded;
    }
    return rounded > 0 ? step : -step;
  }
}

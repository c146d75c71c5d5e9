package io.kiln.it.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Makes each request of a run out of its number: some as they should be, most damaged a little. */
final class Asking {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Of a hundred requests, so many times several go out at once. */
  private static final double TOGETHER = 2;

  private final long seed;
  private final List<Route> routes;
  private final Requests requests;

  Asking(long seed, List<Route> routes, Requests requests) {
    this.seed = seed;
    this.routes = routes;
    this.requests = requests;
  }

  /**
   * A request.
   *
   * @param route what it was before it was damaged
   */
  record Made(long number, Route route, Sent sent) {}

  Made made(long number) {
    var dice = new Dice(seed, number);
    Route route = dice.pick(routes);
    if (!dice.percent(TOGETHER)) {
      return new Made(number, route, damaged(route, dice, damages(dice)).sent());
    }
    List<Sent> several = new ArrayList<>();
    IntStream.range(0, dice.between(1, 6))
        .forEach(_ -> several.add(damaged(dice.pick(routes), dice, 0).sent()));
    several.add(damaged(route, dice, damages(dice)).sent());
    return new Made(number, route, Sent.together(several));
  }

  private static int damages(Dice dice) {
    int of = dice.below(10);
    return of < 3 ? 0 : of < 7 ? 1 : of < 9 ? 2 : 3;
  }

  private Draft damaged(Route route, Dice dice, int times) {
    Requests.Meant meant = requests.meant(route, dice);
    Draft draft = meant.draft();
    @Nullable Object body = meant.body().orElse(null);
    boolean sent = meant.body().isPresent();
    int inBytes = 0;
    for (int i = 0; i < times; i++) {
      int what = dice.below(100);
      if (sent && what < 45) {
        body = Damage.meaning(body, dice);
      } else if (what < 52) {
        inBytes++;
      } else {
        around(draft, what, dice);
      }
    }
    if (sent) {
      draft.json(JSON.writeValueAsBytes(body));
    }
    for (int i = 0; i < inBytes; i++) {
      draft.body = Damage.bytes(draft.body, dice);
    }
    return draft;
  }

  private static void around(Draft draft, int what, Dice dice) {
    if (what < 68) {
      Targets.damagePath(draft, dice);
    } else if (what < 83) {
      Targets.damageQuery(draft, dice);
    } else if (what < 90) {
      Headers.damage(draft, dice);
    } else if (what < 93) {
      Headers.damageFraming(draft, dice);
    } else if (what < 99) {
      Targets.damageMethod(draft, dice);
    } else {
      Targets.damageVersion(draft, dice);
    }
  }
}

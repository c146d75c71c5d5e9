package io.kiln.templates.yaql;

import io.kiln.templates.value.PythonEquality;
import io.kiln.templates.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.LongPredicate;

/** Functions that make sequences of something that is none, some of them without end. */
final class Makers {

  private Makers() {}

  static void into(Map<String, Builtin> all) {
    all.put("range", Makers::range);
    all.put("sequence", a -> count(a, a.integer(0, 0), a.integer(1, 1), _ -> true));
    all.put("repeat", Makers::repeat);
    all.put("cycle", Makers::cycle);
    all.put("generate", Makers::generate);
    all.put("generateMany", Makers::generateMany);
  }

  private static Datum range(Arguments a) {
    int start = a.size() > 1 ? a.integer(0) : 0;
    int stop = a.size() > 1 ? a.integer(1) : a.integer(0);
    int step = a.integer(2, 1);
    if (step == 0) {
      throw a.wrong("a step that is not 0");
    }
    return count(a, start, step, at -> step > 0 ? at < stop : at > stop);
  }

  private static Datum count(Arguments a, int start, int step, LongPredicate within) {
    return new Datum.Flow(
        () ->
            new Iterator<>() {
              private long at = start;

              @Override
              public boolean hasNext() {
                return within.test(at);
              }

              @Override
              public Value next() {
                if (!hasNext()) {
                  throw new NoSuchElementException();
                }
                a.interpreter().step();
                Value number = Value.number(at);
                at += step;
                return number;
              }
            });
  }

  private static Datum repeat(Arguments a) {
    return new Datum.Flow(Flows.repeat(a.interpreter(), a.value(0), a.integer(1, -1)));
  }

  private static Datum cycle(Arguments a) {
    List<Value> items = a.list(0);
    return new Datum.Flow(
        () ->
            new Iterator<>() {
              private int at;

              @Override
              public boolean hasNext() {
                return !items.isEmpty();
              }

              @Override
              public Value next() {
                if (items.isEmpty()) {
                  throw new NoSuchElementException();
                }
                a.interpreter().step();
                Value item = items.get(at);
                at = (at + 1) % items.size();
                return item;
              }
            });
  }

  /** A first value, and from each the next, as long as a condition holds. */
  private static Datum generate(Arguments a) {
    boolean decycle = a.optional(4).filter(Operators::truth).isPresent();
    return new Datum.Flow(
        () ->
            new Iterator<>() {
              private final Set<Value> past = new HashSet<>();
              private Value here = a.value(0);
              private boolean looked;
              private boolean more;
              private boolean first = true;

              @Override
              public boolean hasNext() {
                if (!looked) {
                  a.interpreter().step();
                  here = first ? here : Interpreter.shallow(a.call(2, here));
                  first = false;
                  looked = true;
                  more =
                      Operators.truth(a.call(1, here))
                          && (!decycle || past.add(PythonEquality.canonical(here)));
                }
                return more;
              }

              @Override
              public Value next() {
                if (!hasNext()) {
                  throw new NoSuchElementException();
                }
                looked = false;
                return a.has(3) ? a.call(3, here) : here;
              }
            });
  }

  /** A tree's nodes: each gives those that come of it. */
  private static Datum generateMany(Arguments a) {
    boolean decycle = a.optional(3).filter(Operators::truth).isPresent();
    boolean depthFirst = a.optional(4).filter(Operators::truth).isPresent();
    List<Value> all = new ArrayList<>();
    Set<Value> past = new HashSet<>();
    Deque<Value> queue = new ArrayDeque<>(List.of(a.value(0)));
    while (!queue.isEmpty()) {
      a.interpreter().step();
      Value item = Interpreter.shallow(queue.removeFirst());
      if (decycle && !past.add(PythonEquality.canonical(item))) {
        continue;
      }
      all.add(a.has(2) ? a.call(2, item) : item);
      List<Value> produced = a.interpreter().list(a.sequence(a.call(1, new Datum.Of(item))));
      if (depthFirst) {
        produced.reversed().forEach(queue::addFirst);
      } else {
        queue.addAll(produced);
      }
    }
    return new Datum.Flow(all);
  }
}

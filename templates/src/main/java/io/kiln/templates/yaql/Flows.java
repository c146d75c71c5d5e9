package io.kiln.templates.yaql;

import io.kiln.templates.value.Value;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Sequences that are made as they are read. */
final class Flows {

  private Flows() {}

  static Iterable<Value> map(
      Interpreter interpreter, Iterable<Value> items, Function<Value, Value> change) {
    return () -> {
      Iterator<Value> all = items.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return all.hasNext();
        }

        @Override
        public Value next() {
          interpreter.step();
          return change.apply(all.next());
        }
      };
    };
  }

  static Iterable<Value> filter(
      Interpreter interpreter, Iterable<Value> items, Predicate<Value> wanted) {
    return () -> {
      Iterator<Value> all = items.iterator();
      return new Ahead() {
        @Override
        @Nullable Value ahead() {
          while (all.hasNext()) {
            interpreter.step();
            Value item = all.next();
            if (wanted.test(item)) {
              return item;
            }
          }
          return null;
        }
      };
    };
  }

  static Iterable<Value> flatMap(
      Interpreter interpreter, Iterable<Value> items, Function<Value, Iterable<Value>> parts) {
    return () -> {
      Iterator<Value> all = items.iterator();
      return new Ahead() {
        private Iterator<Value> inner = List.<Value>of().iterator();

        @Override
        @Nullable Value ahead() {
          while (!inner.hasNext()) {
            interpreter.step();
            if (!all.hasNext()) {
              return null;
            }
            inner = parts.apply(all.next()).iterator();
          }
          return inner.next();
        }
      };
    };
  }

  /** The value again and again; without end when the count is negative. */
  static Iterable<Value> repeat(Interpreter interpreter, Value value, int count) {
    return () ->
        new Iterator<>() {
          private int given;

          @Override
          public boolean hasNext() {
            return count < 0 || given < count;
          }

          @Override
          public Value next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            interpreter.step();
            given += count < 0 ? 0 : 1;
            return value;
          }
        };
  }

  /** An iterator that looks one item ahead. */
  private abstract static class Ahead implements Iterator<Value> {

    private @Nullable Value next;
    private boolean looked;

    /** The next item, or null at the end. */
    abstract @Nullable Value ahead();

    @Override
    public boolean hasNext() {
      if (!looked) {
        next = ahead();
        looked = true;
      }
      return next != null;
    }

    @Override
    public Value next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Value item = next;
      looked = false;
      if (item == null) {
        throw new NoSuchElementException();
      }
      return item;
    }
  }
}

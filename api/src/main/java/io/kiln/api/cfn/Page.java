package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.cfn.wire.Form;
import io.kiln.api.cfn.wire.Node;
import io.kiln.api.cfn.wire.Refused;
import io.kiln.api.http.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list that is known whole, and the token that asks for the next.
 *
 * @param next empty on the last page
 */
record Page<T>(List<T> items, Optional<String> next) {

  /** AWS's size of most pages. */
  static final int SIZE = 100;

  /** The page that a request asks for. */
  static <T> Page<T> of(List<T> all, Form form) {
    return of(all, form, SIZE);
  }

  static <T> Page<T> of(List<T> all, Form form, int size) {
    int from = form.text("NextToken").map(Page::place).orElse(0);
    int start = Math.min(from, all.size());
    int end = Math.min(all.size(), start + size);
    return new Page<>(
        all.subList(start, end),
        end < all.size() ? Optional.of(Integer.toString(end)) : Optional.empty());
  }

  private static int place(String token) {
    try {
      int place = Integer.parseInt(token);
      if (place >= 0) {
        return place;
      }
    } catch (NumberFormatException e) {
      throw badToken();
    }
    throw badToken();
  }

  static RefusedException badToken() {
    return Refused.invalid("NextToken is none that an answer gave.");
  }

  /** The items under a name, with the token. */
  Fields put(String name, Function<T, ? extends Node> each) {
    return new Fields()
        .members(name, items.stream().<Node>map(each).toList())
        .text("NextToken", next);
  }

  Fields texts(String name) {
    return put(name, item -> new Node.Text(item.toString()));
  }
}

package io.kiln.templates.yaql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.kiln.templates.expression.Mistake;
import io.kiln.templates.expression.ValueLimits;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every expression of {@code src/test/yaql/expressions.txt} gives what the reference implementation
 * gave for it, as {@code src/test/yaql/record} wrote it down.
 */
class RecordedAnswersTest {

  private static final Path FOLDER = Path.of("src/test/yaql");

  /** More than any of the expressions needs. */
  private static final long STEPS = 5_000_000;

  private final Value data;

  RecordedAnswersTest() throws IOException {
    this.data =
        Value.map(Map.of("data", Json.parse(Files.readString(FOLDER.resolve("data.json")))));
  }

  @TestFactory
  Stream<DynamicTest> whatTheReferenceAnswersIsAnswered() throws IOException {
    return rows()
        .filter(row -> !row.entries().containsKey("error"))
        .map(row -> DynamicTest.dynamicTest(expression(row), () -> answers(row)));
  }

  /**
   * What the reference refuses is refused; where answering does no harm, the exception is listed.
   */
  @Test
  void whatTheReferenceRefusesIsRefusedUnlessListed() throws IOException {
    Set<String> answered = new LinkedHashSet<>();
    rows()
        .filter(row -> row.entries().containsKey("error"))
        .forEach(
            row -> {
              try {
                evaluate(expression(row));
                answered.add(expression(row));
              } catch (Mistake refused) {
                assertThat(refused.text()).isNotBlank();
              }
            });
    assertThat(String.join("\n", answered) + "\n")
        .isEqualTo(Files.readString(FOLDER.resolve("answered-beyond-the-reference.txt")));
  }

  private void answers(Value.MapOf row) {
    Value given;
    try {
      given = evaluate(expression(row));
    } catch (Mistake refused) {
      fail("refused: %s; the reference: %s", refused.text(), row);
      return;
    }
    Value expected = row.get("value");
    if (row.entries().containsKey("set")) {
      assertThat(sorted(given)).isEqualTo(sorted(row.get("set")));
    } else {
      assertThat(Json.writeSorted(given)).isEqualTo(Json.writeSorted(expected));
    }
  }

  private Value evaluate(String expression) {
    long[] spent = new long[1];
    return Yaql.parse(expression)
        .evaluate(
            data,
            ValueLimits.DEFAULT,
            cost -> {
              spent[0] += cost;
              if (spent[0] > STEPS) {
                throw new Mistake("too many steps");
              }
            });
  }

  private static List<String> sorted(Value list) {
    List<String> texts = new ArrayList<>();
    ((Value.ListOf) list).items().forEach(item -> texts.add(Json.writeSorted(item)));
    texts.sort(null);
    return texts;
  }

  private static String expression(Value.MapOf row) {
    return ((Value.Text) row.get("expression")).value();
  }

  private static Stream<Value.MapOf> rows() throws IOException {
    Value all = Json.parse(Files.readString(FOLDER.resolve("recorded.json")));
    return ((Value.ListOf) all).items().stream().map(Value.MapOf.class::cast);
  }
}

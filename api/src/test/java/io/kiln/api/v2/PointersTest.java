package io.kiln.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.templates.source.SourceSpan;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointersTest {

  private static final String TEXT =
      """
      heat_template_version: 2018-08-31
      resources:
        a.b/c~d:
          type: OS::Heat::Value
          properties:
            value: [1, {x: 2}]
      outputs: {}
      """;

  @ParameterizedTest
  @CsvSource({
    "1, 1,  /heat_template_version",
    "3, 3,  /resources/a.b~1c~0d",
    "4, 11, /resources/a.b~1c~0d/type",
    "6, 7,  /resources/a.b~1c~0d/properties/value",
    "6, 15, /resources/a.b~1c~0d/properties/value/0",
    "6, 22, /resources/a.b~1c~0d/properties/value/1/x",
    "7, 10, /outputs",
  })
  void aPlaceIsTheInnermostThingThatHoldsIt(int line, int column, String pointer) {
    assertThat(new Pointers(Map.of("t.yaml", TEXT)).to(at("t.yaml", line, column)))
        .contains(pointer);
  }

  @Test
  void thereIsNoneWhereNothingCanBeRead() {
    var pointers = new Pointers(Map.of("bad.yaml", "a: [\n"));

    assertThat(pointers.to(at("bad.yaml", 1, 1))).isEmpty();
    assertThat(pointers.to(at("other.yaml", 1, 1))).isEmpty();
    assertThat(pointers.to(SourceSpan.NOWHERE)).isEmpty();
  }

  private static SourceSpan at(String file, int line, int column) {
    return new SourceSpan(file, line, column, line, column + 1);
  }
}

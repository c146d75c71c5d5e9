package io.kiln.resources.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactionTest {

  @Test
  void theLongestSecretIsTakenOutWhole() {
    assertThat(redaction("hush", "hush-hush").apply("say hush-hush or hush"))
        .isEqualTo("say ****** or ******");
  }

  @Test
  void aSecretIsFoundInsideOfCollectionsAndAsANumber() {
    Value inside =
        Value.map(Map.of("a", Value.list(List.of(Value.text("deep-inside"))))).marked(Mark.SECRET);
    Value number = new Value.Num(new BigDecimal("48151623"), Mark.SECRET);
    assertThat(Redaction.of(List.of(inside, number)).apply("deep-inside at 48151623"))
        .isEqualTo("****** at ******");
  }

  @Test
  void aSecretIsFoundAsJsonWritesItAndByItsLines() {
    Redaction redaction = redaction("say \"it\"", "first line\nsecond line\n}");
    assertThat(redaction.apply("{\"a\": \"say \\\"it\\\"\"}")).isEqualTo("{\"a\": \"******\"}");
    assertThat(redaction.apply("line 2: second line }")).isEqualTo("line 2: ****** }");
  }

  @Test
  void aPieceOfASecretIsMaskedUnlessAPlainValueTellsItAnyway() {
    Redaction redaction =
        Redaction.of(
            List.of(
                new Value.Text("mysql://keystone:hunter2000@db/keystone", Mark.SECRET),
                Value.text("kiln/keystone:1")));
    assertThat(redaction.apply("keystone: unknown option 'hunter2000', write another"))
        .isEqualTo("keystone: unknown option '******', write another");
    assertThat(redaction.apply("refused: hunter2000.")).isEqualTo("refused: ******.");
  }

  @Test
  void shortSecretsAndTextsWithoutAnyStayAsTheyAre() {
    assertThat(redaction("yes").apply("yes, $1 and \\ stay")).isEqualTo("yes, $1 and \\ stay");
    assertThat(redaction("a-long-secret").apply("costs $100000000 \\\\\\\\\\\\\\\\"))
        .isEqualTo("costs $100000000 \\\\\\\\\\\\\\\\");
  }

  @Test
  void whatHoldsASecretIsMarkedAndWhatIsGivenInTheOpenIsNot() {
    Redaction redaction =
        Redaction.of(
            List.of(new Value.Text("local", Mark.SECRET), Value.text("local"), Value.text("x")));
    Value.MapOf marked =
        redaction.mark(
            Value.map(
                Map.of(
                    "a", Value.text("at local!"), "b", Value.list(List.of(Value.text("local"))))));
    assertThat(marked.get("a").sensitive()).isTrue();
    assertThat(marked.get("b").sensitive()).isFalse();
  }

  private static Redaction redaction(String... secrets) {
    return Redaction.of(
        Arrays.stream(secrets).map(each -> new Value.Text(each, Mark.SECRET)).toList());
  }
}

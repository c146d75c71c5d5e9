package io.kiln.resources.spi.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageBindingTest {

  sealed interface Baking {
    record WarmingUp(int degrees) implements Baking {}

    record InTheOven(List<String> pots) implements Baking {}
  }

  private final StageBinding<Baking> stages = StageBinding.of(Baking.class);

  @Test
  void aStageIsWrittenWithItsName() {
    assertThat(Json.writeSorted(stages.write(new Baking.InTheOven(List.of("a", "b")))))
        .isEqualTo("{\"pots\":[\"a\",\"b\"],\"stage\":\"in_the_oven\"}");
  }

  @Test
  void everyStageReadsBackAsItWas() {
    for (Baking stage : List.of(new Baking.WarmingUp(3), new Baking.InTheOven(List.of()))) {
      assertThat(stages.read(stages.write(stage))).isEqualTo(stage);
    }
  }

  @Test
  void whatIsNoStageIsRefused() {
    assertThatThrownBy(() -> stages.read(Json.parse("{\"stage\": \"eaten\"}")))
        .isInstanceOf(UnboundValueException.class)
        .hasMessageContaining("eaten");
    assertThatThrownBy(() -> stages.read(Value.number(1)))
        .isInstanceOf(UnboundValueException.class);
  }
}

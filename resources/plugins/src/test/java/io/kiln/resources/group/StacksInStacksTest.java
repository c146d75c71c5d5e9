package io.kiln.resources.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.spi.Members;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.binding.TypedGroup;
import io.kiln.templates.model.Content;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stacks within a stack whose template is a text or a file. */
class StacksInStacksTest {

  private final TypedGroup<?, ?> heat = TypedGroup.of(new HeatStack());
  private final TypedGroup<?, ?> aws = TypedGroup.of(new CloudFormationStack());

  private record Inside() implements Members {

    @Override
    public List<String> names() {
      return List.of();
    }

    @Override
    public Value reference(String member) {
      return Value.nothing();
    }

    @Override
    public Value attribute(String member, String attribute) {
      return Value.nothing();
    }

    @Override
    public Value.MapOf outputs() {
      return map("{\"greeting\": \"hello\"}");
    }

    @Override
    public Value.MapOf memory() {
      return Value.MapOf.EMPTY;
    }

    @Override
    public String stackName() {
      return "outer-inner-abcdefghijkl";
    }
  }

  private static Value.MapOf map(String json) {
    return (Value.MapOf) Json.parse(json);
  }

  private static Unfolded unfold(TypedGroup<?, ?> type, String properties) {
    return type.unfold(map(properties), Value.MapOf.EMPTY, Told.nothing());
  }

  @Test
  void aTextIsItsTemplate() {
    assertThat(unfold(heat, "{\"template\": \"t\", \"parameters\": {\"a\": 1}}"))
        .isEqualTo(Unfolded.Now.atOnce(new Content.Text("t", map("{\"a\": 1}").entries())));
  }

  @Test
  void anotherRegionIsRefused() {
    assertThat(unfold(heat, "{\"template\": \"t\", \"context\": {\"region_name\": \"north\"}}"))
        .isEqualTo(
            new Unfolded.Refused(
                "context: a stack in another region or cloud is not made from here; leave context"
                    + " out"));
  }

  @Test
  void aFileIsItsTemplateAndIsNotFetched() {
    assertThat(unfold(aws, "{\"TemplateURL\": \"https://x/y.template\"}"))
        .isEqualTo(
            Unfolded.Now.atOnce(
                new Content.File("https://x/y.template", Value.MapOf.EMPTY.entries())));
  }

  @Test
  void outputsAreAttributes() {
    assertThat(heat.attribute("outputs", new Inside())).isEqualTo(new Inside().outputs());
    assertThat(heat.attribute("stack_name", new Inside()))
        .isEqualTo(Value.text("outer-inner-abcdefghijkl"));
    assertThat(aws.attribute("Outputs.greeting", new Inside())).isEqualTo(Value.text("hello"));
    assertThat(aws.attribute("greeting", new Inside())).isEqualTo(Value.text("hello"));
    assertThat(aws.attribute("Outputs.other", new Inside())).isEqualTo(Value.nothing());
  }
}

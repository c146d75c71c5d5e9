package io.kiln.resources.spi.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResourceCatalogTest {

  private final TypedResource<?, ?> oven = TypedResource.of(new KilnOven());
  private final ResourceCatalog catalog =
      new ResourceCatalog(
          List.of(oven),
          Map.of(
              "test.host",
              value ->
                  value.equals(Value.text("a"))
                      ? Optional.empty()
                      : Optional.of("there is only a")));

  @Test
  void aTypeIsFoundByItsNameAndByItsAliases() {
    assertThat(catalog.handler("Test::Oven")).containsSame(oven);
    assertThat(catalog.handler("Oven")).containsSame(oven);
    assertThat(catalog.find("Oven")).contains(oven.schema());
    assertThat(catalog.find("Fridge")).isEmpty();
  }

  @Test
  void listingsHaveCanonicalNamesOnly() {
    assertThat(catalog.types()).containsExactly("Test::Oven");
  }

  @Test
  void checksAnswerByName() {
    assertThat(catalog.hasCheck("test.host")).isTrue();
    assertThat(catalog.hasCheck("test.other")).isFalse();
    assertThat(catalog.check("test.host", Value.text("a"))).isEmpty();
    assertThat(catalog.check("test.host", Value.text("b"))).contains("there is only a");
  }

  @Test
  void twoTypesOfOneNameAreRefused() {
    assertThatThrownBy(() -> new ResourceCatalog(List.of(oven, oven), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Oven");
  }
}

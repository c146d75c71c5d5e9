package io.kiln.resources.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.ResourceContract;
import io.kiln.resources.Steps;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Value;
import org.junit.jupiter.api.Test;

class RandomStringTest extends ResourceContract {

  private final ResourceHandler random = TypedResource.of(new RandomString());

  @Override
  protected ResourceHandler handler() {
    return random;
  }

  @Override
  protected Value.MapOf properties() {
    return map("{\"length\": 12}");
  }

  @Override
  protected int thingsOutside() {
    return 0;
  }

  @Test
  void byDefaultItHas32LettersAndDigits() {
    assertThat(drawn("{}")).matches("[a-zA-Z0-9]{32}");
  }

  @Test
  void itsReferenceIsItsValue() {
    assertThat(random.referenceAttribute()).contains("value");
  }

  @Test
  void anotherStepDrawsAnotherValue() {
    String first = drawn("{}");
    String second =
        text(Steps.done(random.create(map("{}"), context().token("token-2"))).attributes());
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void eachClassAndEachSequenceHasItsLeastNumber() {
    String drawn =
        drawn(
            """
            {"length": 20,
             "character_classes": [{"class": "digits", "min": 8}, {"class": "uppercase"}],
             "character_sequences": [{"sequence": "+-", "min": 10}]}\
            """);
    assertThat(drawn).hasSize(20).matches("[0-9A-Z+-]+");
    assertThat(drawn.chars().filter(Character::isDigit).count()).isGreaterThanOrEqualTo(8);
    assertThat(drawn.chars().filter(c -> c == '+' || c == '-').count()).isGreaterThanOrEqualTo(10);
    assertThat(drawn.chars().filter(Character::isUpperCase).count()).isPositive();
  }

  @Test
  void sequencesAloneStandBesideTheClassThereIsByDefaultUnlessThatIsTakenAway() {
    assertThat(drawn("{\"length\": 200, \"character_sequences\": [{\"sequence\": \"+\"}]}"))
        .matches("[a-zA-Z0-9+]+")
        .containsPattern("[a-zA-Z0-9]")
        .contains("+");
    assertThat(
            drawn(
                """
                {"length": 20, "character_classes": [],
                 "character_sequences": [{"sequence": "+"}]}\
                """))
        .isEqualTo("+".repeat(20));
  }

  @Test
  void theObsoleteSequenceStandsInThePlaceOfTheClassThereIsByDefault() {
    assertThat(drawn("{\"length\": 100, \"sequence\": \"octdigits\"}")).matches("[0-7]{100}");
    assertThat(drawn("{\"length\": 200, \"sequence\": \"hexdigits\"}")).matches("[0-9A-F]{200}");
  }

  @Test
  void theObligatoryCharactersAreNotAllInFront() {
    // With 64 drawn and half of them obligatory digits, an unshuffled text would begin with 32.
    assertThat(
            drawn(
                """
                {"length": 64, "character_classes": [
                  {"class": "digits", "min": 32}, {"class": "uppercase", "min": 32}]}\
                """))
        .doesNotMatch("[0-9]{32}.*");
  }

  @Test
  void moreObligatoryCharactersThanThereIsRoomForAreRefused() {
    assertThat(
            Steps.failed(
                    random.create(
                        map("{\"length\": 2, \"character_classes\": [{\"min\": 3}]}"), context()))
                .reason())
        .isEqualTo(
            "Length property cannot be smaller than combined character class and character"
                + " sequence minimums");
  }

  private String drawn(String properties) {
    return text(Steps.done(random.create(map(properties), context())).attributes());
  }

  private static String text(Value.MapOf attributes) {
    return ((Value.Text) attributes.get("value")).value();
  }
}

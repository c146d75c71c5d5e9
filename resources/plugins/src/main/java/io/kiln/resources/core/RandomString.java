package io.kiln.resources.core;

import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Length;
import io.kiln.resources.spi.Name;
import io.kiln.resources.spi.Obsolete;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Range;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Stable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A text drawn once and kept until a property that shaped it changes; see Heat's RandomString. */
@ResourceType(
    value = "OS::Heat::RandomString",
    doc = "Draws a random text, such as a password. Any change of a property draws a new one.",
    local = true,
    reference = "value")
public final class RandomString
    implements Resource<RandomString.Properties, RandomString.Attributes> {

  /** What to draw from, and how much. */
  public record Properties(
      @Doc("How many characters to draw.") @Default("32") @Range(min = 1, max = 512) int length,
      @Doc("The one class of characters to draw from; character_classes says more.")
          @Allowed({
            "lettersdigits",
            "letters",
            "lowercase",
            "uppercase",
            "digits",
            "hexdigits",
            "octdigits"
          })
          @Obsolete
          Optional<String> sequence,
      @Doc(
              "Classes of characters, with how many there must be at least of each; an empty list"
                  + " for character_sequences alone.")
          @Default("[{\"class\": \"lettersdigits\", \"min\": 1}]")
          List<CharacterClass> characterClasses,
      @Doc("Sets of characters, with how many there must be at least of each.")
          Optional<List<CharacterSequence>> characterSequences,
      @Doc("Changed to any other text it makes for a new value.") Optional<String> salt) {

    /** Refuses more obligatory characters than there is room for, in Heat's words. */
    public Properties {
      int least =
          Stream.concat(
                  characterClasses.stream().map(CharacterClass::min),
                  characterSequences.stream().flatMap(List::stream).map(CharacterSequence::min))
              .mapToInt(Integer::intValue)
              .sum();
      if (least > length) {
        throw new IllegalArgumentException(
            "Length property cannot be smaller than combined character class and character"
                + " sequence minimums");
      }
    }

    /** What to draw from; {@code sequence} stands in the place of the class there is by default. */
    List<Alphabet> alphabets() {
      List<Alphabet> all = new ArrayList<>();
      boolean usual = characterClasses.equals(List.of(CharacterClass.USUAL));
      sequence.ifPresent(name -> all.add(Alphabet.named(name, 1)));
      if (sequence.isEmpty() || !usual) {
        characterClasses.forEach(each -> all.add(Alphabet.named(each.name(), each.min())));
      }
      characterSequences.stream()
          .flatMap(List::stream)
          .forEach(each -> all.add(new Alphabet(each.sequence(), each.min())));
      return all.isEmpty() ? List.of(Alphabet.named(CharacterClass.USUAL.name(), 1)) : all;
    }
  }

  /** A class of characters by name. */
  public record CharacterClass(
      @Doc("The name of the class.")
          @Name("class")
          @Default("\"lettersdigits\"")
          @Allowed({
            "lettersdigits",
            "letters",
            "lowercase",
            "uppercase",
            "digits",
            "hexdigits",
            "octdigits"
          })
          String name,
      @Doc("How many at least.") @Default("1") @Range(min = 1, max = 512) int min) {

    /** The one there is when none is named. */
    static final CharacterClass USUAL = new CharacterClass("lettersdigits", 1);
  }

  /** A set of characters. */
  public record CharacterSequence(
      @Doc("The characters.") @Length(min = 1) String sequence,
      @Doc("How many at least.") @Default("1") @Range(min = 1, max = 512) int min) {}

  /** What was drawn. */
  public record Attributes(@Doc("The random text.") @Stable String value) {}

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    String drawn = Alphabet.draw(wanted.alphabets(), wanted.length(), context.random());
    return new Progress.Done<>(context.physicalName(255), new Attributes(drawn));
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return new Progress.Gone<>();
  }
}

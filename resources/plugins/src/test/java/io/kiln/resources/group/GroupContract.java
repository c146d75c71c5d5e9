package io.kiln.resources.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.SchemaText;
import io.kiln.resources.spi.Unfolded;
import io.kiln.resources.spi.binding.TypedGroup;
import io.kiln.templates.model.Content;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every group type owes the engine. */
abstract class GroupContract {

  private static final Path GOLDENS = Path.of("src/test/resources/io/kiln/resources");

  abstract TypedGroup<?, ?> group();

  /** Valid properties. */
  abstract Value.MapOf properties();

  /** A property that decides about the members. */
  abstract String deciding();

  /** A group that was never there; what is beside it is. */
  Told nothing() {
    return Told.nothing();
  }

  static Value.MapOf map(String json) {
    return (Value.MapOf) Json.parse(json);
  }

  Unfolded.Now now(Value.MapOf properties, Told past) {
    return (Unfolded.Now) group().unfold(properties, Value.MapOf.EMPTY, past);
  }

  static List<Content.Member> members(Unfolded.Now now) {
    return ((Content.Members) now.content()).members();
  }

  static List<String> names(Unfolded.Now now) {
    return members(now).stream().map(Content.Member::name).toList();
  }

  /** With {@code -Dgolden=rewrite} the file is written instead. */
  @Test
  void theSchemaIsAsItsGoldenFileHasIt() throws IOException {
    String schema = SchemaText.of(group().schema());
    Path golden = GOLDENS.resolve(group().schema().type().replace("::", "-") + ".schema.txt");
    if (Objects.equals(System.getProperty("golden"), "rewrite")) {
      Files.writeString(golden, schema);
    }
    assertThat(schema).isEqualTo(Files.readString(golden));
  }

  @Test
  void equalQuestionsGetEqualAnswers() {
    assertThat(now(properties(), nothing())).isEqualTo(now(properties(), nothing()));
  }

  @Test
  void itRemembersEnoughToAnswerTheSameTheNextTime() {
    Unfolded.Now first = now(properties(), nothing());
    var again = new Told(true, first.memory(), List.of(), nothing().siblings(), Value.MapOf.EMPTY);
    assertThat(now(properties(), again)).isEqualTo(first);
  }

  @Test
  void whatIsNotKnownYetIsPutOff() {
    var entries = new java.util.LinkedHashMap<>(properties().entries());
    entries.put(deciding(), new Value.Unknown(Set.of("other.value"), Mark.NONE));
    assertThat(group().unfold(Value.map(entries), Value.MapOf.EMPTY, nothing()))
        .isEqualTo(new Unfolded.Later());
  }
}

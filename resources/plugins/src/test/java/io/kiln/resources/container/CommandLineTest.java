package io.kiln.resources.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "a  b\tc # a|b|c",
        "sh -c 'echo \"x y\"' # sh|-c|echo \"x y\"",
        "a\\ b \"c \\\"d\\\" \\n\" # a b|c \"d\" \\n",
        "a'b'\"c\" # abc",
        "x '' y # x||y",
        "'a\\' b # a\\|b",
      })
  void aTextIsSplitAsAShellWouldSplitIt(String text, String words) {
    assertThat(words(Value.text(text))).containsExactly(words.split("\\|", -1));
  }

  @Test
  void aListIsTakenWordByWord() {
    assertThat(words(Json.parse("[\"a b\", 5000, true, null]")))
        .isEqualTo(List.of("a b", "5000", "true"));
  }

  @Test
  void anOpenQuoteIsAMistakeThatNamesTheProperty() {
    assertThatThrownBy(() -> words(Value.text("a 'b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("command")
        .hasMessageContaining("'");
  }

  @Test
  void sizesAreReadAsDockerReadsThem() {
    assertThat(bytes(Value.number(1024))).hasValue(1024);
    assertThat(bytes(Value.text("512m"))).hasValue(512L << 20);
    assertThat(bytes(Value.text("2GB"))).hasValue(2L << 30);
    assertThatThrownBy(() -> bytes(Value.text("2.5x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("memory");
  }

  private static List<String> words(Value command) {
    return CommandLine.words("command", Optional.of(command));
  }

  private static OptionalLong bytes(Value amount) {
    return ByteSize.parse("memory", Optional.of(amount));
  }
}

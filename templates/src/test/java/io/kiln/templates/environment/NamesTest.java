package io.kiln.templates.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "root.yaml,                 child.yaml,      child.yaml",
    "roles/a.yaml,              ../services/b,   services/b",
    "roles/a.yaml,              ../../x,         ../x",
    "a.yaml,                    ../../x,         ../../x",
    "file:///t/roles/a.yaml,    ../services/b,   file:///t/services/b",
    "roles/a.yaml,              /etc/x,          /etc/x",
    "roles/a.yaml,              https://h/x,     https://h/x"
  })
  void aNameIsSeenFromWhereTheBaseFileStands(String base, String name, String seen) {
    assertThat(Names.beside(base, name)).isEqualTo(seen);
  }
}

package io.kiln.templates.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.corpus.SampleCatalog;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.References;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/** An attribute that a group spreads is walked in each of its members. */
class AttributesOfGroupsTest {

  private static final String TEMPLATE =
      """
      heat_template_version: 2021-04-16
      resources:
        g: {type: Test::Everything, properties: {name: a}}
      outputs:
        o: {value: {get_attr: [g, address, ip]}}
        whole: {value: {get_attr: [g, address]}}
      """;

  /** A group whose members give these values. */
  private record Group(Value members) implements References {
    @Override
    public Value reference(String resource) {
      return Value.text(resource);
    }

    @Override
    public Value attribute(String resource, String attribute) {
      return members;
    }

    @Override
    public boolean spread(String resource, String attribute) {
      return true;
    }
  }

  private static String output(String name, Value members) {
    Frame frame =
        new HeatCompiler(new SampleCatalog(), Limits.DEFAULT)
            .compile(
                new StackSource(
                    TEMPLATE, "t.yaml", Map.of(), List.of(), Optional.empty(), Map.of()),
                new StackIdentity("demo", "demo", ""))
            .result()
            .orElseThrow();
    return Json.write(frame.output(name, new Group(members)).result());
  }

  private static Value address(String ip) {
    return Value.map(Map.of("ip", Value.text(ip)));
  }

  @Test
  void aListOfMembersGivesAListOfWhatThePathLeadsTo() {
    Value members = Value.list(List.of(address("a"), Value.text("none"), address("b")));
    assertThat(output("o", members)).isEqualTo("[\"a\",null,\"b\"]");
  }

  @Test
  void aMapOfMembersKeepsTheirNames() {
    SequencedMap<String, Value> members = new LinkedHashMap<>();
    members.put("0", address("a"));
    members.put("1", address("b"));
    assertThat(output("o", Value.map(members))).isEqualTo("{\"0\":\"a\",\"1\":\"b\"}");
  }

  @Test
  void whatIsNoCollectionStaysAsItIs() {
    assertThat(output("o", Value.text("plain"))).isEqualTo("\"plain\"");
    assertThat(output("o", Value.number(3))).isEqualTo("3");
    assertThat(output("o", Value.nothing())).isEqualTo("null");
  }

  @Test
  void withoutAPathTheAttributeIsGivenWhole() {
    assertThat(output("whole", address("a"))).isEqualTo("{\"ip\":\"a\"}");
  }
}

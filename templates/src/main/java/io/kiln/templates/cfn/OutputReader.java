package io.kiln.templates.cfn;

import io.kiln.templates.dialect.CfnDialect;
import io.kiln.templates.document.DeclaredOutput;
import io.kiln.templates.expression.Expr;
import io.kiln.templates.expression.ExprReader;
import io.kiln.templates.expression.Vocabulary;
import io.kiln.templates.text.Node;
import io.kiln.templates.text.Section;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads {@code Outputs}. */
final class OutputReader {

  private static final List<String> KEYS = List.of("Description", "Value");
  private static final List<String> OF_AWS = List.of("Description", "Value", "Export", "Condition");

  private final Section section;
  private final CfnDialect dialect;
  private final Vocabulary vocabulary;

  OutputReader(Section section, CfnDialect dialect, Vocabulary vocabulary) {
    this.section = section;
    this.dialect = dialect;
    this.vocabulary = vocabulary;
  }

  SequencedMap<String, DeclaredOutput> read() {
    return section.each(this::output);
  }

  private DeclaredOutput output(Section output, String name, Node.Entry entry) {
    boolean aws = dialect == CfnDialect.AWS;
    output.only(
        aws ? OF_AWS : KEYS,
        "invalid-key",
        "\"%s\" is not a valid keyword inside an output definition");
    Optional<Node> value = Optional.ofNullable(output.entries().get("Value")).map(Node.Entry::node);
    if (value.isEmpty()) {
      output.error("missing-key", "Each output must contain a Value key.", entry.keyAt());
    }
    ExprReader reader = ExprReader.values(vocabulary, output.findings(), output.within("Value"));
    return new DeclaredOutput(
        name,
        entry.keyAt(),
        output.text("Description"),
        reader.value(value.orElse(entry.node())),
        aws
            ? output.node("Condition").map(node -> conditions(output, "Condition").value(node))
            : Optional.empty(),
        aws ? export(output) : Optional.empty());
  }

  private Optional<Expr> export(Section output) {
    Optional<Section> export = output.section("Export");
    if (export.isEmpty()) {
      return Optional.empty();
    }
    export
        .get()
        .only(List.of("Name"), "invalid-key", "\"%s\" is not a valid keyword inside an Export");
    Optional<Node> name = export.get().node("Name");
    if (name.isEmpty()) {
      output.error("missing-key", "Each Export must contain a Name key.", export.get().at());
    }
    return name.map(node -> conditions(export.get(), "Name").value(node));
  }

  private ExprReader conditions(Section within, String key) {
    return ExprReader.conditions(vocabulary, within.findings(), within.within(key));
  }
}

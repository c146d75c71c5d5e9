package io.kiln.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.templates.schema.AttributeSchema;
import io.kiln.templates.schema.PropertySchema;
import io.kiln.templates.schema.ResourceSchema;
import io.kiln.templates.schema.SchemaType;
import io.kiln.templates.schema.TypeCatalog;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The pages {@code docs/types/*.md} are what the resource types say of themselves. {@code
 * -Dgolden.rewrite=true} writes them anew.
 */
class TypePagesTest {

  private static final Path PAGES = Path.of("../../docs/types");
  private static final boolean REWRITE = Boolean.getBoolean("golden.rewrite");

  private final TypeCatalog catalog = ShippedTypes.catalog();

  @TestFactory
  Stream<DynamicTest> everyTypeHasAPageThatIsUpToDate() {
    return catalog.types().stream()
        .map(
            type ->
                DynamicTest.dynamicTest(
                    type, () -> expect(file(type), page(catalog.find(type).orElseThrow()))));
  }

  @Test
  void thereIsAListOfAllTypes() throws IOException {
    var list = new StringBuilder("# Resource types\n\n| Type | Is |\n| --- | --- |\n");
    for (String type : catalog.types()) {
      list.append(
          "| [%s](%s) | %s |\n"
              .formatted(type, file(type), catalog.find(type).orElseThrow().description()));
    }
    expect("README.md", list.toString());
  }

  @Test
  void noPageIsLeftWithoutItsType() throws IOException {
    List<String> known = new ArrayList<>(catalog.types().stream().map(this::file).toList());
    known.add("README.md");
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.map(page -> page.getFileName().toString())).isSubsetOf(known);
    }
  }

  private String file(String type) {
    return type.replace("::", "-") + ".md";
  }

  private String page(ResourceSchema schema) {
    var page = new StringBuilder("# %s\n\n%s\n".formatted(schema.type(), schema.description()));
    List<String> others = new ArrayList<>(catalog.names(schema.type()));
    others.remove(schema.type());
    if (!others.isEmpty()) {
      page.append("\nOther names: %s.\n".formatted(String.join(", ", others)));
    }
    page.append("\n## Properties\n");
    if (schema.properties().isEmpty()) {
      page.append("\nNone%s.\n".formatted(schema.anyProperty() ? "; every name is taken" : ""));
    } else {
      page.append("\n| Property | Type | Needed | Default | A change |\n");
      page.append("| --- | --- | --- | --- | --- |\n");
      schema.properties().forEach((name, property) -> property(name, property, page));
      page.append('\n');
      schema.properties().forEach((name, property) -> described(name, property, page));
    }
    page.append("\n## Attributes\n\n");
    if (schema.attributes().isEmpty()) {
      page.append("None%s.\n".formatted(schema.anyAttribute() ? "; every name gives null" : ""));
    }
    for (AttributeSchema attribute : schema.attributes().values()) {
      page.append(
          "- `%s` (%s%s): %s\n"
              .formatted(
                  attribute.name(),
                  word(attribute.type()),
                  attribute.sensitive() ? ", never shown" : "",
                  attribute.description()));
    }
    return page.toString();
  }

  private static void property(String path, PropertySchema property, StringBuilder page) {
    boolean needed = property.required() && property.defaultValue().isEmpty();
    page.append(
        "| `%s` | %s%s | %s | %s | %s |\n"
            .formatted(
                path,
                word(property.type()),
                (property.sensitive() ? ", never shown" : "")
                    + (property.obsolete() ? ", obsolete" : ""),
                needed ? "yes" : "",
                property.defaultValue().map(TypePagesTest::code).orElse(""),
                change(path, property)));
    children(path, property).forEach((below, child) -> property(below, child, page));
  }

  private static void described(String path, PropertySchema property, StringBuilder page) {
    if (!property.description().isEmpty()) {
      page.append("- `%s`: %s\n".formatted(path, property.description()));
    }
    children(path, property).forEach((below, child) -> described(below, child, page));
  }

  /** What stands below a property, by path; the items of a list by what stands in them. */
  private static Map<String, PropertySchema> children(String path, PropertySchema property) {
    Map<String, PropertySchema> below = new TreeMap<>();
    PropertySchema item = property.children().get("*");
    Map<String, PropertySchema> inner = item == null ? property.children() : item.children();
    inner.forEach((name, child) -> below.put(path + (item == null ? "." : "[].") + name, child));
    return below;
  }

  private static String change(String path, PropertySchema property) {
    if (path.contains(".")) {
      return "";
    }
    if (property.immutable()) {
      return "is refused";
    }
    return property.updatable() ? "in place" : "replaces";
  }

  private static String code(Value value) {
    return "`" + Json.write(value).replace("|", "\\|") + "`";
  }

  private static String word(SchemaType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static void expect(String name, String page) throws IOException {
    Path file = PAGES.resolve(name);
    if (REWRITE) {
      Files.createDirectories(PAGES);
      Files.writeString(file, page);
    }
    assertThat(file).as("write it with -Dgolden.rewrite=true").exists();
    assertThat(page).isEqualTo(Files.readString(file));
  }
}

package io.kiln.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What every resource type owes the engine. A plugin's test extends it and says how to make one and
 * how to look at the outside world.
 */
public abstract class ResourceContract {

  private static final Path GOLDENS = Path.of("src/test/resources/io/kiln/resources");

  /** A secret that {@link #properties()} may hold; it must never come out in a text. */
  protected static final String SECRET = "hush-1f3a-do-not-tell";

  /** The plugin, in a fresh world. */
  protected abstract ResourceHandler handler();

  /** Valid properties, as JSON. */
  protected abstract Value.MapOf properties();

  /**
   * How many things the world outside has: counted after a step to see that none is there twice.
   */
  protected abstract int thingsOutside();

  /** The first call of a step. */
  protected SimulatedContext context() {
    return SimulatedContext.of("web");
  }

  /** Drives a step to its end; without waiting unless a real world needs its time. */
  protected Progress<Value.MapOf> drive(
      SimulatedContext first, Function<SimulatedContext, Progress<Value.MapOf>> step) {
    return Steps.drive(first, step);
  }

  /** With {@code -Dgolden=rewrite} the file is written instead. */
  @Test
  void theSchemaIsAsItsGoldenFileHasIt() throws IOException {
    String schema = SchemaText.of(handler().schema());
    Path golden = GOLDENS.resolve(handler().schema().type().replace("::", "-") + ".schema.txt");
    if (Objects.equals(System.getProperty("golden"), "rewrite")) {
      Files.createDirectories(GOLDENS);
      Files.writeString(golden, schema);
    }
    assertThat(schema).isEqualTo(read(golden));
  }

  @Test
  void aCreateWithTheSameTokenMakesOneThing() {
    ResourceHandler handler = handler();
    Progress<Value.MapOf> first =
        drive(context(), context -> handler.create(properties(), context));
    int made = thingsOutside();
    Progress<Value.MapOf> second =
        drive(context(), context -> handler.create(properties(), context));
    assertThat(second).isEqualTo(first).isInstanceOf(Progress.Done.class);
    assertThat(thingsOutside()).isEqualTo(made);
  }

  @Test
  void everyCheckpointOfACreateCanBeGoneOnFrom() {
    ResourceHandler handler = handler();
    List<Value> checkpoints = new ArrayList<>();
    Progress<Value.MapOf> straight =
        drive(
            context(),
            context -> {
              context.checkpoint().ifPresent(checkpoints::add);
              return handler.create(properties(), context);
            });
    int made = thingsOutside();
    for (Value checkpoint : checkpoints) {
      assertThat(
              drive(
                  context().resumed(checkpoint), context -> handler.create(properties(), context)))
          .isEqualTo(straight);
      assertThat(thingsOutside()).isEqualTo(made);
    }
  }

  @Test
  void whatWasMadeIsGoneAfterADelete() {
    ResourceHandler handler = handler();
    Progress.Done<Value.MapOf> made =
        Steps.done(drive(context(), context -> handler.create(properties(), context)));
    var existing =
        new Existing<>(
            Optional.of(made.physicalId()), properties(), Optional.of(made.attributes()));
    assertThat(drive(context().token("delete"), context -> handler.delete(existing, context)))
        .isInstanceOf(Progress.Gone.class);
    assertThat(thingsOutside()).isZero();
    assertThat(drive(context().token("again"), context -> handler.delete(existing, context)))
        .isInstanceOf(Progress.Gone.class);
  }

  @Test
  void deletingWhatNeverWasSucceeds() {
    ResourceHandler handler = handler();
    var existing =
        new Existing<>(Optional.<String>empty(), properties(), Optional.<Value.MapOf>empty());
    assertThat(drive(context(), context -> handler.delete(existing, context)))
        .isInstanceOf(Progress.Gone.class);
  }

  @Test
  void noSecretComesOutInATextOrACheckpoint() {
    ResourceHandler handler = handler();
    List<String> said = new ArrayList<>();
    Progress<Value.MapOf> end =
        drive(
            context(),
            context -> {
              Progress<Value.MapOf> progress = handler.create(properties(), context);
              said.add(progress.toString());
              if (progress instanceof Progress.Waiting<Value.MapOf> waiting) {
                said.add(Json.write(waiting.checkpoint()));
              }
              return progress;
            });
    said.add(end.toString());
    said.add(handler.effects(Optional.empty(), Optional.of(properties()), context()).toString());
    assertThat(String.join("\n", said)).doesNotContain(SECRET);
  }

  /** JSON as a map. */
  protected static Value.MapOf map(String json) {
    return (Value.MapOf) Json.parse(json);
  }

  private static String read(Path golden) {
    try {
      return Files.readString(golden);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "there is no " + golden + "; run the test with -Dgolden=rewrite and look at it", e);
    }
  }
}

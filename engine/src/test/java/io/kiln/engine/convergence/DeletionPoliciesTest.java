package io.kiln.engine.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.engine.planning.Status;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.StackSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What CloudFormation's policies keep of things whose resources go or are replaced. */
class DeletionPoliciesTest {

  private final HeatCompiler compiler =
      new HeatCompiler(
          new ResourceCatalog(List.of(new ThingHandler(new Reality())), Map.of()), Limits.DEFAULT);

  private static StackSource thing(String policies, String a) {
    String template =
        """
        AWSTemplateFormatVersion: 2010-09-09
        Resources:
          T: {Type: Thing, %sProperties: {"a*": %s}}
        """
            .formatted(policies, a);
    return new StackSource(template, "root.yaml", Map.of(), List.of(), Optional.empty(), Map.of());
  }

  private static long left(World world) {
    return world.reality.all().size();
  }

  private World changed(String policies, int seed) {
    var world = new World(seed, seed, compiler);
    world.create(thing(policies, "one"));
    world.settle();
    world.update(thing(policies, "two"));
    world.settle();
    assertThat(world.stack().status()).as(world.stack().statusReason()).isEqualTo(Status.COMPLETE);
    return world;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5})
  void aReplacedThingGoesEvenIfItsDeletionWouldKeepIt(int seed) {
    assertThat(left(changed("DeletionPolicy: Retain, ", seed))).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5})
  void aReplacedThingStaysWhenItsTemplateSaysSo(int seed) {
    World world = changed("UpdateReplacePolicy: Retain, ", seed);
    assertThat(left(world)).isEqualTo(2);
    world.delete();
    world.settle();
    assertThat(left(world)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5})
  void aThingIsKeptExceptOnCreate(int seed) {
    var world = new World(seed, seed, compiler);
    world.create(thing("DeletionPolicy: RetainExceptOnCreate, ", "one"));
    world.settle();
    world.delete();
    world.settle();
    assertThat(left(world)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5})
  void aThingGoesWhenItsMakingIsUndone(int seed) {
    var world = new World(seed, seed, compiler);
    world.create(thing("DeletionPolicy: RetainExceptOnCreate, ", "one"));
    world.until(() -> left(world) == 1);
    world.rollBack();
    world.settle();
    assertThat(left(world)).isZero();
  }
}

package io.kiln.engine.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.engine.planning.Status;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.Elsewhere.Answer;
import io.kiln.templates.model.Elsewhere.Question;
import io.kiln.templates.model.Elsewhere.Store;
import io.kiln.templates.model.Evaluated;
import io.kiln.templates.model.Frame;
import io.kiln.templates.model.Site;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.source.Diagnostic;
import io.kiln.templates.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a stack says to others, as they ask for it. */
class OtherStacksTest {

  private static final String NETWORK =
      """
      AWSTemplateFormatVersion: 2010-09-09
      Parameters:
        Password: {Type: String, NoEcho: true, Default: hunter2}
      Resources:
        T: {Type: Thing, Properties: {a: one}}
      Outputs:
        Thing: {Value: !Ref T, Export: {Name: !Sub "${AWS::StackName}-thing"}}
        Secret: {Value: !Ref Password, Export: {Name: secret}}
        Plain: {Value: inside}
      """;

  private final ResourceCatalog catalog =
      new ResourceCatalog(List.of(new ThingHandler(new Reality())), Map.of());
  private final World world = new World(0, 0, new HeatCompiler(catalog, Limits.DEFAULT));
  private final OtherStacks others = new OtherStacks(world.store, Site.DEFAULT);
  private final StackIdentity asking = new StackIdentity("p", "importer", "");

  private void settled() {
    world.create(source(NETWORK));
    world.settle();
    assertThat(world.stack().status()).as(world.stack().statusReason()).isEqualTo(Status.COMPLETE);
  }

  private static StackSource source(String template) {
    return new StackSource(template, "root.yaml", Map.of(), List.of(), Optional.empty(), Map.of());
  }

  private Evaluated<Optional<Frame>> importing(String value) {
    return new HeatCompiler(catalog, Limits.DEFAULT, Site.DEFAULT, others)
        .compile(
            source(
                """
                AWSTemplateFormatVersion: 2010-09-09
                Resources:
                  T: {Type: Thing, Properties: {a: %s}}
                """
                    .formatted(value)),
            asking);
  }

  private static Value a(Evaluated<Optional<Frame>> compiled) {
    assertThat(compiled.diagnostics()).isEmpty();
    return compiled.result().orElseThrow().properties("T", new Nothing()).result().get("a");
  }

  @Test
  void anExportIsImportedByItsName() {
    settled();
    String thing = world.reality.named("T").getFirst().id();
    assertThat(a(importing("!ImportValue s-thing"))).isEqualTo(Value.text(thing));
  }

  @Test
  void anOutputIsReadByTheNameOfItsStack() {
    settled();
    assertThat(a(importing("{\"Fn::GetStackOutput\": {StackName: s, OutputName: Plain}}")))
        .isEqualTo(Value.text("inside"));
  }

  @Test
  void aSecretStaysOneOnItsWayToAnotherStack() {
    settled();
    Value secret = a(importing("!ImportValue secret"));
    assertThat(secret.sensitive()).isTrue();
    assertThat(secret.toString()).doesNotContain("hunter2");
  }

  @Test
  void whatIsNotThereIsSaidWithItsPlace() {
    settled();
    assertThat(importing("!ImportValue nobody").diagnostics())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.code()).isEqualTo("unknown-export");
              assertThat(found.at().line()).isEqualTo(3);
            });
    assertThat(importing("{\"Fn::GetStackOutput\": {StackName: s, OutputName: O}}").diagnostics())
        .extracting(Diagnostic::message)
        .singleElement()
        .asString()
        .endsWith("the stack has only Thing, Secret, Plain.");
  }

  @Test
  void otherProjectsSeeNothingOfIt() {
    settled();
    var stranger = new StackIdentity("q", "importer", "");
    assertThat(others.ask(new Question.Export("secret"), stranger))
        .isInstanceOf(Answer.Missing.class);
    assertThat(others.ask(output("s", "Plain", Optional.empty()), stranger))
        .isInstanceOf(Answer.Missing.class);
  }

  @Test
  void aStackDoesNotImportFromItselfNorFromOneThatIsGone() {
    settled();
    var itself = new StackIdentity("p", "s", world.stack().id().toString());
    assertThat(others.ask(new Question.Export("secret"), itself))
        .isInstanceOf(Answer.Missing.class);
    world.delete();
    world.settle();
    assertThat(others.ask(new Question.Export("secret"), asking))
        .isInstanceOf(Answer.Missing.class);
    assertThat(others.ask(output("s", "Plain", Optional.empty()), asking))
        .isInstanceOf(Answer.Missing.class);
  }

  @Test
  void aNameThatTwoStacksExportIsNobodys() {
    settled();
    world.service.create("p", "t", StoreSamples.revisionOf(source(NETWORK)));
    world.settle();
    assertThat(others.ask(new Question.Export("secret"), asking))
        .isEqualTo(new Answer.Missing("several stacks export it: s, t"));
    assertThat(others.ask(new Question.Export("s-thing"), asking)).isInstanceOf(Answer.Known.class);
  }

  @Test
  void thereIsNoOtherRegionAndNoStoreOfSecrets() {
    settled();
    assertThat(others.ask(output("s", "Plain", Optional.of("RegionOne")), asking))
        .isInstanceOf(Answer.Known.class);
    assertThat(others.ask(output("s", "Plain", Optional.of("mars")), asking))
        .isEqualTo(new Answer.Missing("there is only the region RegionOne"));
    assertThat(others.keeps(Store.SECRETSMANAGER)).isFalse();
  }

  private static Question output(String stack, String output, Optional<String> region) {
    return new Question.StackOutput(stack, output, region, Optional.empty());
  }

  /** Nothing exists yet. */
  private record Nothing() implements io.kiln.templates.model.References {
    @Override
    public Value reference(String resource) {
      return Value.nothing();
    }

    @Override
    public Value attribute(String resource, String attribute) {
      return Value.nothing();
    }
  }
}

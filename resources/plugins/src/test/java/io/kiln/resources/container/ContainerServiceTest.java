package io.kiln.resources.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.hooks.protocol.Failure;
import io.kiln.hooks.protocol.Work;
import io.kiln.resources.ResourceContract;
import io.kiln.resources.SimulatedContext;
import io.kiln.resources.Steps;
import io.kiln.resources.host.SimulatedHosts;
import io.kiln.resources.spi.Act;
import io.kiln.resources.spi.Effect;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.ResourceHandler;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContainerServiceTest extends ResourceContract {

  private final SimulatedHosts hosts = new SimulatedHosts("a", "b", "c", "local");
  private final ResourceHandler service = TypedResource.of(new ContainerService(hosts));

  private int asked;

  @Override
  protected ResourceHandler handler() {
    return service;
  }

  @Override
  protected Value.MapOf properties() {
    hosts.slow(2);
    Value.MapOf plain =
        map(
            """
            {"name": "keystone", "hosts": ["a", "b"], "image": "kiln/keystone:1",
             "bootstrap": [{"name": "own", "each_host": true, "command": "chown -R x ."},
                           {"name": "db-sync", "command": "sync"}],
             "post_start": [{"name": "register", "command": ["r"]}]}\
            """);
    Map<String, Value> all = new LinkedHashMap<>(plain.entries());
    all.put("env", Value.map(Map.of("PASSWORD", new Value.Text(SECRET, Mark.SECRET))));
    return Value.map(all);
  }

  @Override
  protected int thingsOutside() {
    return hosts.containers();
  }

  @Test
  void aCreateRunsBootstrapThenAllHostsThenPostStart() {
    Progress.Done<Value.MapOf> done = Steps.done(create(properties()));
    assertThat(hosts.log().subList(0, 2)).containsExactlyInAnyOrder("a: run own", "b: run own");
    assertThat(hosts.log().get(2)).isEqualTo("a: run db-sync");
    assertThat(hosts.log().subList(3, 5))
        .containsExactlyInAnyOrder("a: create keystone", "b: create keystone");
    assertThat(hosts.log().subList(5, hosts.log().size())).containsExactly("a: run register");
    assertThat(done.physicalId()).isEqualTo("keystone");
    assertThat(done.attributes())
        .isEqualTo(
            Json.parse(
                """
                {"hosts": ["a", "b"], "names": ["keystone", "keystone"],
                 "image": "kiln/keystone:1",
                 "containers": [
                  {"host": "a", "name": "keystone", "id": "id-of-keystone",
                   "image": "kiln/keystone:1", "image_id": "sha256:1", "health": "healthy"},
                  {"host": "b", "name": "keystone", "id": "id-of-keystone",
                   "image": "kiln/keystone:1", "image_id": "sha256:1", "health": "healthy"}]}\
                """));
  }

  @Test
  void aContainerOfANestedStackIsNotCalledLikeOneOfTheRoot() {
    assertThat(ContainerName.of(SimulatedContext.of("n1/c"))).isEqualTo("cloud-n1.c");
    assertThat(ContainerName.of(SimulatedContext.of("n1-c"))).isEqualTo("cloud-n1-c");
  }

  @Test
  void withoutANameTheContainerIsCalledAfterStackAndPath() {
    var context = SimulatedContext.of("controller/key stone");
    var done =
        Steps.done(Steps.drive(context, each -> service.create(map("{\"image\": \"i\"}"), each)));
    assertThat(done.physicalId()).isEqualTo("cloud-controller.key-stone");
    assertThat(hosts.log()).containsExactly("local: create cloud-controller.key-stone");
  }

  @Test
  void anUpdateOfTheImageFetchesItEverywhereAndThenGoesHostByHost() {
    Value.MapOf before = onHosts("a", "b", "c");
    var existing = made(before);
    hosts.forgetLog();
    update(existing, with(before, "image", "\"kiln/x:2\""));
    assertThat(hosts.log().subList(0, 3))
        .containsExactlyInAnyOrder("a: pull kiln/x:2", "b: pull kiln/x:2", "c: pull kiln/x:2");
    assertThat(hosts.log().subList(3, 6))
        .containsExactly("a: replace x", "b: replace x", "c: replace x");
  }

  @Test
  void aSuspendStopsTheContainersEverywhereAndAResumeStartsThem() {
    var existing = made(onHosts("a", "b"));
    hosts.slow(2);
    hosts.forgetLog();
    var suspended = Steps.done(act(Act.SUSPEND, existing));
    assertThat(suspended.attributes()).isEqualTo(existing.attributes().orElseThrow());
    assertThat(hosts.log()).containsExactlyInAnyOrder("a: stop x", "b: stop x");
    assertThat(Steps.failed(act(Act.CHECK, existing)).reason())
        .isEqualTo("x on host a: it does not run; x on host b: it does not run");

    hosts.forgetLog();
    var resumed = Steps.done(act(Act.RESUME, existing));
    assertThat(hosts.log()).containsExactlyInAnyOrder("a: start x", "b: start x");
    assertThat(resumed.attributes()).isEqualTo(existing.attributes().orElseThrow());
    Steps.done(act(Act.CHECK, existing));
  }

  @Test
  void aHostThatHasLeftForGoodHasNothingToSuspendButIsMissedByACheck() {
    var existing = made(onHosts("a", "b"));
    hosts.remove("b");
    Steps.done(act(Act.SUSPEND, existing));
    assertThat(Steps.failed(act(Act.CHECK, existing)).reason()).contains("host b is not known");
  }

  private Progress<Value.MapOf> act(Act act, Existing<Value.MapOf, Value.MapOf> existing) {
    asked++;
    return Steps.drive(context().token("ask-" + asked), each -> service.act(act, existing, each));
  }

  @Test
  void batchesMayBeLargerAndPauseOnlyAfterAChange() {
    Value.MapOf before =
        with(onHosts("a", "b", "c"), "rolling", "{\"max_batch\": 2, \"pause\": 30}");
    var existing = made(before);
    Value.MapOf wanted = with(before, "image", "\"kiln/x:2\"");
    hosts.forgetLog();
    Progress.Waiting<Value.MapOf> waiting =
        Steps.waiting(service.update(existing, wanted, step("u")));
    waiting =
        Steps.waiting(service.update(existing, wanted, step("u").resumed(waiting.checkpoint())));
    waiting =
        Steps.waiting(service.update(existing, wanted, step("u").resumed(waiting.checkpoint())));
    assertThat(waiting.askAgainIn()).isEqualTo(Duration.ofSeconds(30));
    assertThat(hosts.log()).noneMatch("c: replace x"::equals);

    Value left = waiting.checkpoint();
    Steps.done(
        Steps.drive(
            step("u").resumed(left).after(Duration.ofSeconds(30)),
            context -> service.update(existing, wanted, context)));
    assertThat(hosts.log()).contains("c: replace x");

    long pauses = countWaits(existing, wanted, Duration.ofSeconds(30));
    assertThat(pauses).isZero();
  }

  @Test
  void anUpdateWithoutAChangeWritesToNoContainer() {
    Value.MapOf wanted = onHosts("a", "b");
    var existing = made(wanted);
    hosts.forgetLog();
    update(existing, wanted);
    assertThat(hosts.log())
        .containsExactlyInAnyOrder(
            "a: pull kiln/x:1", "b: pull kiln/x:1", "a: keep x", "b: keep x");
  }

  @Test
  void aHostThatJoinsGetsWhatEachHostGetsAndAHostThatLeavesLosesItsContainer() {
    Value.MapOf before =
        with(
            onHosts("a", "b"),
            "bootstrap",
            "[{\"name\": \"own\", \"each_host\": true}, {\"name\": \"sync\"}]");
    var existing = made(before);
    hosts.forgetLog();
    update(existing, with(before, "hosts", "[\"b\", \"c\"]"));
    assertThat(hosts.log())
        .containsSubsequence("c: run own", "c: create x", "b: keep x", "a: remove x")
        .doesNotContain("b: run own", "b: run sync", "c: run sync");
  }

  @Test
  void oneShotsForUpdatesRunAgain() {
    Value.MapOf before =
        with(
            onHosts("a"),
            "bootstrap",
            "[{\"name\": \"sync\", \"run_on\": [\"CREATE\", \"UPDATE\"]}, {\"name\": \"once\"}]");
    before = with(before, "post_start", "[{\"name\": \"only-later\", \"run_on\": [\"UPDATE\"]}]");
    var existing = made(before);
    hosts.forgetLog();
    update(existing, before);
    assertThat(hosts.log())
        .containsExactly("a: run sync", "a: pull kiln/x:1", "a: keep x", "a: run only-later");
  }

  @Test
  void anUpdateOfWhatWasNeverCompleteStartsFromTheBeginning() {
    Value.MapOf wanted = with(onHosts("a"), "bootstrap", "[{\"name\": \"sync\"}]");
    hosts.failing(
        work -> work instanceof Work.RunOnce ? Optional.of(broken(false)) : Optional.empty());
    assertThat(create(wanted)).isInstanceOf(Progress.Failed.class);
    hosts.failing(_ -> Optional.empty());
    hosts.forgetLog();
    update(new Existing<>(Optional.of("x"), wanted, Optional.empty()), wanted);
    assertThat(hosts.log()).containsExactly("a: run sync", "a: create x");
  }

  @Test
  void aFailureNamesServiceStepAndHost() {
    hosts.failing(
        work -> work instanceof Work.RunOnce ? Optional.of(broken(false)) : Optional.empty());
    assertThat(Steps.failed(create(properties())).reason())
        .contains("keystone, own on a: it ended with code 1")
        .contains("keystone, own on b: it ended with code 1");
    assertThat(hosts.containers()).isZero();
  }

  @Test
  void aSecretInTheWordsOfAHostIsMasked() {
    hosts.failing(
        _ -> Optional.of(new Failure(Failure.Cause.ENGINE, "cannot use " + SECRET, false)));
    assertThat(Steps.failed(create(properties())).reason())
        .contains("cannot use " + Value.MASK)
        .doesNotContain(SECRET);
  }

  @Test
  void aSecretInAMalformedPropertyIsNotInTheReason() {
    for (String volume : List.of(SECRET + ":/x:bogus", "/x:/y:" + SECRET)) {
      Map<String, Value> all = new LinkedHashMap<>(onHosts("a").entries());
      all.put("volumes", Value.list(List.of(new Value.Text(volume, Mark.SECRET))));
      assertThat(Steps.failed(create(Value.map(all))).reason())
          .contains("volume '" + Value.MASK + "'")
          .doesNotContain(SECRET);
    }
  }

  @Test
  void aSecretImageIsInNoEffectAndAMarkedAttribute() {
    Map<String, Value> all = new LinkedHashMap<>(onHosts("a").entries());
    all.put("image", new Value.Text("registry/" + SECRET + ":1", Mark.SECRET));
    assertThat(effects(made(onHosts("a")), Value.map(all)).toString())
        .contains("image kiln/x:1 -> " + Value.MASK)
        .doesNotContain(SECRET);
    var existing = made(onHosts("a"));
    var done =
        Steps.done(
            Steps.drive(step("u"), context -> service.update(existing, Value.map(all), context)));
    assertThat(done.attributes().get("image").sensitive()).isTrue();
    assertThat(done.attributes().get("hosts").sensitive()).isFalse();
  }

  @Test
  void aPassingFailureIsTriedAgainAndALastingOneEndsTheStep() {
    int[] left = {2};
    hosts.failing(_ -> left[0]-- > 0 ? Optional.of(broken(true)) : Optional.empty());
    Steps.done(create(onHosts("a")));
    assertThat(hosts.log())
        .containsExactly("a: fail ApplyContainer", "a: fail ApplyContainer", "a: create x");

    hosts.forgetLog();
    hosts.failing(_ -> Optional.of(broken(true)));
    Steps.failed(Steps.drive(step("other"), context -> service.create(onHosts("a"), context)));
    assertThat(hosts.log()).hasSize(4);
  }

  @Test
  void aLostHostIsWaitedForAndNamed() {
    hosts.lose("b");
    Value.MapOf wanted = onHosts("a", "b");
    var waiting = Steps.waiting(service.create(wanted, context()));
    assertThat(waiting.doing())
        .isEqualTo(
            "waiting for host b: connection refused (is it gone for good? kiln host delete b)");
    assertThat(hosts.log()).containsExactly("a: create x");
    for (int i = 0; i < 100; i++) {
      waiting = Steps.waiting(service.create(wanted, context().resumed(waiting.checkpoint())));
    }
    hosts.recover("b");
    Value left = waiting.checkpoint();
    Steps.done(Steps.drive(context().resumed(left), context -> service.create(wanted, context)));
    assertThat(hosts.log()).containsExactly("a: create x", "b: create x");
  }

  @Test
  void whatIsUnderWayElsewhereIsLetComeToItsEndBeforeTheFailureIsReported() {
    hosts.slow(3);
    hosts.failing(
        work ->
            work instanceof Work.ApplyContainer apply && apply.spec().image().equals("kiln/x:1")
                ? Optional.of(broken(false))
                : Optional.empty());
    Progress<Value.MapOf> end = create(onHosts("a", "b"));
    assertThat(Steps.failed(end).reason()).contains("x on a").contains("x on b");
    assertThat(hosts.log()).hasSize(2);
  }

  @Test
  void anUnknownHostFailsTheCreateButNotTheDelete() {
    assertThat(Steps.failed(create(onHosts("nowhere"))).reason())
        .contains("host nowhere is not known");
    var existing = made(onHosts("a", "b"));
    hosts.remove("b");
    assertThat(Steps.drive(step("d"), context -> service.delete(existing, context)))
        .isInstanceOf(Progress.Gone.class);
    assertThat(hosts.containers()).isZero();
  }

  @Test
  void aDeleteAlsoCleansHostsOfAnUpdateThatWasCutShort() {
    var existing = made(onHosts("a", "b"));
    var cut = new Existing<>(existing.physicalId(), onHosts("a", "c"), existing.attributes());
    Steps.drive(step("d"), context -> service.delete(cut, context));
    assertThat(hosts.log()).contains("a: remove x", "b: remove x", "c: nothing to remove of x");
  }

  @Test
  void aMistakeInThePropertiesFailsBeforeAnythingIsDone() {
    for (Map.Entry<String, String> mistake :
        Map.of(
                "volumes", "[\"relative:also\"]",
                "command", "\"sh -c 'open\"",
                "memory", "\"lots\"",
                "files", "[{\"path\": \"/x\", \"content\": \"\", \"mode\": 420}]",
                "bootstrap", "[{\"name\": \"b\", \"exec\": true}]",
                "ports", "[\"80:80\"]")
            .entrySet()) {
      Value.MapOf wanted = with(onHosts("a"), mistake.getKey(), mistake.getValue());
      assertThat(create(wanted)).as(mistake.getKey()).isInstanceOf(Progress.Failed.class);
      assertThat(service.effects(Optional.empty(), Optional.of(wanted), context())).isEmpty();
    }
    assertThat(hosts.log()).isEmpty();
  }

  @Test
  void anUnquotedNoMeansNoRestart() {
    Value.MapOf quoted = with(onHosts("a"), "restart", "\"no\"");
    assertThat(effects(made(quoted), with(quoted, "restart", "\"False\""))).isEmpty();
    assertThat(effects(made(quoted), with(quoted, "restart", "\"always\""))).hasSize(1);
  }

  @Test
  void aServiceWithoutHostsIsCompleteAtOnce() {
    assertThat(Steps.done(create(map("{\"image\": \"i\", \"hosts\": []}"))).attributes())
        .isEqualTo(
            Json.parse("{\"containers\": [], \"hosts\": [], \"names\": [], \"image\": \"i\"}"));
  }

  @Test
  void effectsOfACreateNameEveryContainerAndOneShot() {
    assertThat(service.effects(Optional.empty(), Optional.of(properties()), context()))
        .containsExactly(
            run("own", "a", "before the service starts"),
            run("own", "b", "before the service starts"),
            run("db-sync", "a", "before the service starts"),
            new Effect(Effect.Verb.CREATE, "container", "keystone", "a", "the service is new"),
            new Effect(Effect.Verb.CREATE, "container", "keystone", "b", "the service is new"),
            run("register", "a", "after the service is healthy"));
    assertThat(hosts.log()).isEmpty();
  }

  @Test
  void effectsOfAnUpdateNameExactlyWhatIsReplacedAndWhy() {
    Value.MapOf before = onHosts("a", "b");
    var existing = made(before);
    assertThat(effects(existing, with(before, "image", "\"kiln/x:2\"")))
        .containsExactly(
            replace("a", "image kiln/x:1 -> kiln/x:2"), replace("b", "image kiln/x:1 -> kiln/x:2"));
    assertThat(effects(existing, with(before, "user", "\"root\"")))
        .containsExactly(replace("a", "user changed"), replace("b", "user changed"));
    assertThat(effects(existing, with(before, "rolling", "{\"max_batch\": 2}"))).isEmpty();
    assertThat(effects(existing, with(before, "hosts", "[\"b\", \"c\"]")))
        .containsExactly(
            new Effect(Effect.Verb.CREATE, "container", "x", "c", "the host is new to the service"),
            new Effect(Effect.Verb.DELETE, "container", "x", "a", "the host leaves the service"));
  }

  @Test
  void effectsOfAnotherNameDeleteTheOldContainersEverywhereAndCreateTheNew() {
    Value.MapOf before = with(onHosts("a", "b"), "bootstrap", "[{\"name\": \"sync\"}]");
    Value.MapOf wanted = with(with(before, "name", "\"y\""), "hosts", "[\"b\", \"c\"]");
    String because = "the service is called y now";
    assertThat(effects(made(before), wanted))
        .containsExactly(
            new Effect(Effect.Verb.DELETE, "container", "x", "a", because),
            new Effect(Effect.Verb.DELETE, "container", "x", "b", because),
            new Effect(Effect.Verb.RUN, "one-shot", "y/sync", "b", "before the service starts"),
            new Effect(Effect.Verb.CREATE, "container", "y", "b", "the service is new"),
            new Effect(Effect.Verb.CREATE, "container", "y", "c", "the service is new"));
  }

  @Test
  void effectsOfADeleteNameEveryContainer() {
    assertThat(service.effects(Optional.of(made(onHosts("a"))), Optional.empty(), context()))
        .containsExactly(
            new Effect(Effect.Verb.DELETE, "container", "x", "a", "the service is deleted"));
  }

  private Progress<Value.MapOf> create(Value.MapOf wanted) {
    return Steps.drive(context(), context -> service.create(wanted, context));
  }

  private Existing<Value.MapOf, Value.MapOf> made(Value.MapOf wanted) {
    Progress.Done<Value.MapOf> done = Steps.done(create(wanted));
    return new Existing<>(Optional.of(done.physicalId()), wanted, Optional.of(done.attributes()));
  }

  private void update(Existing<Value.MapOf, Value.MapOf> existing, Value.MapOf wanted) {
    Steps.done(Steps.drive(step("u"), context -> service.update(existing, wanted, context)));
  }

  private long countWaits(
      Existing<Value.MapOf, Value.MapOf> existing, Value.MapOf wanted, Duration length) {
    int[] waits = {0};
    Steps.drive(
        step("w"),
        context -> {
          Progress<Value.MapOf> progress = service.update(existing, wanted, context);
          if (progress instanceof Progress.Waiting<Value.MapOf> waiting
              && waiting.askAgainIn().equals(length)) {
            waits[0]++;
          }
          return progress;
        });
    return waits[0];
  }

  private List<Effect> effects(Existing<Value.MapOf, Value.MapOf> existing, Value.MapOf wanted) {
    return service.effects(Optional.of(existing), Optional.of(wanted), context());
  }

  private SimulatedContext step(String token) {
    return context().token(token);
  }

  private static Effect replace(String host, String because) {
    return new Effect(Effect.Verb.REPLACE, "container", "x", host, because);
  }

  private static Effect run(String shot, String host, String because) {
    return new Effect(Effect.Verb.RUN, "one-shot", "keystone/" + shot, host, because);
  }

  private static Failure broken(boolean retriable) {
    return new Failure(Failure.Cause.EXIT_CODE, "it ended with code 1", retriable);
  }

  private static Value.MapOf onHosts(String... names) {
    return with(
        map("{\"name\": \"x\", \"image\": \"kiln/x:1\"}"),
        "hosts",
        "[\"" + String.join("\", \"", names) + "\"]");
  }

  private static Value.MapOf with(Value.MapOf properties, String name, String json) {
    Map<String, Value> all = new LinkedHashMap<>(properties.entries());
    all.put(name, Json.parse(json));
    return Value.map(all);
  }
}

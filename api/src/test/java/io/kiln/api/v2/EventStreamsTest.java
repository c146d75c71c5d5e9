package io.kiln.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.kiln.api.v2.EventStreams.Pace;
import io.kiln.engine.convergence.Claim;
import io.kiln.engine.convergence.InMemoryStore;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.StackEvent;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.TreeChanges;
import io.kiln.engine.planning.Action;
import io.kiln.engine.planning.Status;
import io.kiln.templates.model.StackSource;
import io.kiln.templates.value.Value;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Streams that begin anywhere, break off anywhere, and go on at another server. */
final class EventStreamsTest {

  private static final Pace QUICK =
      new Pace(Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(20));
  private static final Pattern ID = Pattern.compile("^id: (\\d+)$", Pattern.MULTILINE);

  private final InstantSource clock = InstantSource.system();
  private final InMemoryStore store = new InMemoryStore(clock, UUID::randomUUID, Runnable::run);
  private final StackRecord stack =
      store.create(
          UUID.randomUUID(),
          "p",
          "web",
          new NewRevision(
              new StackSource("", "t", Map.of(), List.of(), Optional.empty(), Map.of()),
              true,
              Optional.empty(),
              List.of(),
              "",
              "ada"));
  private final Claim claim = store.claim("w", 1, Duration.ofMinutes(5)).getFirst();

  private EventStreams node() {
    return new EventStreams(store, JsonMapper.builder().build(), QUICK);
  }

  private void happen(int count) {
    List<StackEvent> events = new ArrayList<>();
    for (int at = 0; at < count; at++) {
      events.add(
          new StackEvent(
              0,
              UUID.randomUUID(),
              stack.id(),
              "r" + at,
              "T",
              Optional.empty(),
              Action.CREATE,
              Status.COMPLETE,
              "",
              clock.instant()));
    }
    store.commit(claim, 1, new TreeChanges(List.of(), Set.of(), events, Optional.empty()));
  }

  private void settle() {
    var end =
        new TreeChanges.Settled(Action.CREATE, Status.COMPLETE, "done", Value.MapOf.EMPTY, false);
    store.commit(claim, 1, new TreeChanges(List.of(), Set.of(), List.of(), Optional.of(end)));
  }

  /** What a listener hears until its connection breaks after so many messages. */
  private List<String> listen(EventStreams node, long after, int breaksAfter)
      throws InterruptedException {
    List<String> heard = new ArrayList<>();
    try {
      node.stream(
          "p",
          stack.id(),
          after,
          text -> {
            if (heard.size() == breaksAfter) {
              throw new IOException("the line is cut");
            }
            heard.add(text);
          });
    } catch (IOException cut) {
      assertThat(heard).hasSize(breaksAfter);
    }
    return heard;
  }

  private static List<Long> ids(List<String> heard) {
    return heard.stream()
        .flatMap(text -> ID.matcher(text).results())
        .map(found -> Long.valueOf(found.group(1)))
        .toList();
  }

  @Test
  void aListenerThatIsCutOffAgainAndAgainHearsEverythingOnceWhicheverServerItComesTo()
      throws Exception {
    happen(1_200);
    settle();
    List<Long> heard = new ArrayList<>();
    for (int connection = 0; heard.size() < 1_202; connection++) {
      long last = heard.isEmpty() ? 0 : heard.getLast();
      assertThat(node().knows(stack.id(), last)).isTrue();
      heard.addAll(ids(listen(node(), last, 2 + connection * 37 % 300)));
      assertThat(connection).isLessThan(100);
    }

    assertThat(heard).containsExactlyElementsOf(LongStream.rangeClosed(1, 1_202).boxed().toList());
    assertThat(listen(node(), 1_202, 10)).last().asString().startsWith("event: settled\n");
  }

  @Test
  void aServerThatStopsEndsItsStreamsAndTheNextOneGoesOn() throws Exception {
    EventStreams first = node();
    List<String> heard = new CopyOnWriteArrayList<>();
    var begun = new CountDownLatch(1);
    Thread listener =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    first.stream(
                        "p",
                        stack.id(),
                        0,
                        text -> {
                          heard.add(text);
                          begun.countDown();
                        });
                  } catch (IOException | InterruptedException e) {
                    heard.add("broken: " + e);
                  }
                });
    begun.await();
    happen(3);
    first.close();
    listener.join();
    happen(2);
    settle();

    List<Long> before = ids(heard);
    List<Long> all = new ArrayList<>(before);
    all.addAll(ids(listen(node(), before.isEmpty() ? 0 : before.getLast(), 100)));
    assertThat(all).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(heard).noneMatch(text -> text.startsWith("broken"));
  }

  @Test
  void aStreamInWhichNothingHappensGivesSignsOfLife() throws Exception {
    List<String> heard = listen(node(), 0, 5);

    assertThat(heard.getFirst()).isEqualTo("retry: 1000\n\n");
    assertThat(heard.subList(2, 5)).containsOnly(": still CREATE_IN_PROGRESS\n\n");
  }

  @Test
  void whereNothingHappensLooksAreFewerAndNeverFarApart() {
    assertThat(Pace.USUAL.after(Duration.ZERO)).isEqualTo(Duration.ofMillis(150));
    assertThat(Pace.USUAL.after(Duration.ofMillis(1_500))).isEqualTo(Duration.ofMillis(150));
    assertThat(Pace.USUAL.after(Duration.ofSeconds(4))).isEqualTo(Duration.ofMillis(400));
    assertThat(Pace.USUAL.after(Duration.ofHours(4))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void anEventThatTheStackNeverHadIsNotKnown() {
    assertThat(node().knows(stack.id(), 1)).isTrue();
    assertThat(node().knows(stack.id(), 2)).isFalse();
  }
}

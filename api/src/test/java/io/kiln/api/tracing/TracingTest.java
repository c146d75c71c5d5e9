package io.kiln.api.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.kiln.api.contract.CheckedClient;
import io.kiln.engine.convergence.Asking;
import io.kiln.engine.convergence.InMemoryStore;
import io.kiln.engine.convergence.NewRevision;
import io.kiln.engine.convergence.StackRecord;
import io.kiln.engine.convergence.StepLimits;
import io.kiln.engine.convergence.TraceParent;
import io.kiln.engine.convergence.Worker;
import io.kiln.engine.planning.Status;
import io.kiln.hooks.protocol.HttpHostAgent;
import io.kiln.resources.core.ValueResource;
import io.kiln.resources.host.HostAgents;
import io.kiln.resources.host.ResilienceSettings;
import io.kiln.resources.host.ResilientHostAgents;
import io.kiln.resources.spi.binding.ResourceCatalog;
import io.kiln.resources.spi.binding.TypedResource;
import io.kiln.templates.compile.HeatCompiler;
import io.kiln.templates.compile.Limits;
import io.kiln.templates.model.StackSource;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One trace from a request over a traversal and its steps to the agents of hosts. */
final class TracingTest {

  private static final TraceParent ASKED =
      TraceParent.parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").orElseThrow();

  private static final String TEMPLATE =
      """
      heat_template_version: 2021-04-16
      resources:
        word: {type: OS::Heat::Value, properties: {value: hello}}
        host: {type: Looker, depends_on: word}
      """;

  private final InstantSource clock = InstantSource.system();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final InMemoryStore store =
      new InMemoryStore(clock, UUID::randomUUID, Thread::startVirtualThread);
  private final List<String> agentHeard = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private final HttpServer server = server();

  /** An agent and a collector. */
  private HttpServer server() {
    try {
      var made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      made.createContext(
          "/v1/containers/",
          exchange -> {
            agentHeard.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
          });
      made.createContext(
          "/v1/traces",
          exchange -> {
            synchronized (collected) {
              exchange.getRequestBody().transferTo(collected);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      made.start();
      return made;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** What came of a stack that was asked for in a trace. */
  private record Settled(StackRecord stack, List<String> logged) {}

  private Settled createAndSettle(Tracing tracing, URI agent) throws Exception {
    var http = CheckedClient.usual();
    HostAgents agents =
        _ -> Optional.of(new HttpHostAgent(http, agent, Duration.ofSeconds(5), Tracing::header));
    var looker =
        new Looker(
            new ResilientHostAgents(tracing.agents(agents), ResilienceSettings.DEFAULT, threads));
    var catalog =
        new ResourceCatalog(
            List.of(TypedResource.of(looker), TypedResource.of(new ValueResource())), Map.of());
    Tracing.Traced work = tracing.work(store);
    try (var worker =
        new Worker(
            "w",
            work.trees(),
            store,
            new HeatCompiler(catalog, Limits.DEFAULT),
            catalog::handler,
            UUID::randomUUID,
            clock,
            StepLimits.DEFAULT,
            work.calls())) {
      var source =
          new StackSource(TEMPLATE, "t.yaml", Map.of(), List.of(), Optional.empty(), Map.of());
      var revision = new NewRevision(source, true, Optional.empty(), List.of(), "", "ada");
      new Asking("ada", Optional.of(ASKED))
          .within(() -> store.create(UUID.randomUUID(), "p", "web", revision));
      while (stack().status() == Status.IN_PROGRESS || worker.trees() > 0) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
    }
    return new Settled(stack(), looker.logged);
  }

  private StackRecord stack() {
    return store.find("p", "web").orElseThrow();
  }

  @Test
  void aTraversalItsStepsAndTheirCallsAreSpansOfTheTraceThatAskedForThem() throws Exception {
    var spans = InMemorySpanExporter.create();
    List<SpanData> all;
    Settled settled;
    try (var tracing =
        new Tracing(new OtlpSpans(SimpleSpanProcessor.create(spans), UUID.randomUUID()))) {
      settled = createAndSettle(tracing, url());
      all = spans.getFinishedSpanItems();
    }
    SpanData traversal = named(all, "traversal CREATE");
    SpanData step = named(all, "create Looker");
    SpanData call = named(all, "agent find");

    assertThat(all).extracting(SpanData::getTraceId).containsOnly(ASKED.trace());
    assertThat(traversal.getParentSpanId()).isEqualTo(ASKED.span());
    assertThat(step.getParentSpanId()).isEqualTo(traversal.getSpanId());
    assertThat(named(all, "create OS::Heat::Value").getParentSpanId())
        .isEqualTo(traversal.getSpanId());
    assertThat(call.getParentSpanId()).isEqualTo(step.getSpanId());
    assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(agentHeard)
        .containsExactly("00-%s-%s-01".formatted(ASKED.trace(), call.getSpanId()));
    assertThat(settled.logged()).containsExactly(ASKED.trace());
    assertThat(all)
        .hasSize(4)
        .allMatch(span -> span.getStatus().getStatusCode() != StatusCode.ERROR);
  }

  @Test
  void whatFailsSaysWhyInItsSpan() throws Exception {
    var spans = InMemorySpanExporter.create();
    List<SpanData> all;
    try (var tracing =
        new Tracing(new OtlpSpans(SimpleSpanProcessor.create(spans), UUID.randomUUID()))) {
      createAndSettle(tracing, URI.create("http://127.0.0.1:1"));
      all = spans.getFinishedSpanItems();
    }

    assertThat(named(all, "create Looker").getStatus().getDescription()).contains("host h");
    assertThat(named(all, "traversal CREATE").getStatus().getStatusCode())
        .isEqualTo(StatusCode.ERROR);
    assertThat(all.stream().filter(span -> span.getName().equals("agent find")))
        .as("one for each attempt")
        .hasSize(3);
  }

  @Test
  void withoutACollectorTheTraceIsStillKnownToLogRevisionAndAgent() throws Exception {
    Settled settled;
    try (var tracing = Tracing.to(Optional.empty(), UUID.randomUUID())) {
      settled = createAndSettle(tracing, url());
    }
    assertThat(agentHeard).containsExactly(ASKED.written());
    assertThat(settled.logged()).containsExactly(ASKED.trace());
    assertThat(store.revisions(settled.stack().id()).getFirst().trace()).contains(ASKED);
  }

  @Test
  void aCollectorIsSentWhatThereIsByOtlpOverHttp() throws Exception {
    try (var tracing = Tracing.to(Optional.of(url()), UUID.randomUUID())) {
      createAndSettle(tracing, url());
    }
    String sent;
    synchronized (collected) {
      sent = collected.toString(StandardCharsets.ISO_8859_1);
    }
    String trace = new String(HexFormat.of().parseHex(ASKED.trace()), StandardCharsets.ISO_8859_1);
    assertThat(sent).contains(trace, "traversal CREATE", "create Looker", "agent find", "kiln");
  }

  @Test
  void credentialsOfACollectorAreReadAsTheStandardWritesThem() {
    assertThat(OtlpSpans.headers("authorization=Bearer a=b, x-tenant = t,,odd"))
        .isEqualTo(Map.of("authorization", "Bearer a=b", "x-tenant", "t"));
  }

  private static SpanData named(List<SpanData> spans, String name) {
    return spans.stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is none of " + spans));
  }
}

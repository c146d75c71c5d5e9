package io.kiln.api.tracing;

import io.kiln.engine.convergence.TraceParent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Spans for a collector, by OpenTelemetry. They are sent in batches by a thread of its own; when
 * the collector is away or too slow, spans are dropped and nothing waits.
 */
final class OtlpSpans implements Spans {

  /** Where OTLP over HTTP wants traces, below the base. */
  private static final String TRACES = "/v1/traces";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** A tree of ten thousand steps at once does not fill it, and it takes some megabytes only. */
  private static final int QUEUE = 16_384;

  private static final Duration LAST_WORDS = Duration.ofSeconds(3);

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  OtlpSpans(SpanProcessor processor, UUID process) {
    provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.create(
                    Attributes.builder()
                        .put("service.name", "kiln")
                        .put("service.instance.id", process.toString())
                        .build()))
            .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
            .addSpanProcessor(processor)
            .build();
    tracer = provider.get("io.kiln");
  }

  static OtlpSpans to(URI collector, UUID process) {
    String url = collector.toString();
    String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    OtlpHttpSpanExporterBuilder exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(base.endsWith(TRACES) ? base : base + TRACES)
            .setTimeout(TIMEOUT);
    headers().forEach(exporter::addHeader);
    return new OtlpSpans(
        BatchSpanProcessor.builder(exporter.build()).setMaxQueueSize(QUEUE).build(), process);
  }

  /** A collector's credentials are no matter for a command line: the standard's variable. */
  private static Map<String, String> headers() {
    return headers(Optional.ofNullable(System.getenv("OTEL_EXPORTER_OTLP_HEADERS")).orElse(""));
  }

  static Map<String, String> headers(String text) {
    var headers = new java.util.LinkedHashMap<String, String>();
    for (String each : text.split(",")) {
      int equals = each.indexOf('=');
      if (equals > 0) {
        headers.put(each.substring(0, equals).strip(), each.substring(equals + 1).strip());
      }
    }
    return headers;
  }

  @Override
  public Span begin(
      Kind kind, String name, Optional<TraceParent> parent, Map<String, String> attributes) {
    SpanBuilder builder = tracer.spanBuilder(name).setSpanKind(kind(kind));
    parent.ifPresentOrElse(
        place -> builder.setParent(context(place)), () -> builder.setParent(Context.root()));
    attributes.forEach((key, value) -> builder.setAttribute(AttributeKey.stringKey(key), value));
    return new Recorded(builder.startSpan());
  }

  private static SpanKind kind(Kind kind) {
    return switch (kind) {
      case SERVER -> SpanKind.SERVER;
      case CLIENT -> SpanKind.CLIENT;
      case INTERNAL -> SpanKind.INTERNAL;
    };
  }

  private static Context context(TraceParent place) {
    TraceFlags flags = place.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault();
    return Context.root()
        .with(
            io.opentelemetry.api.trace.Span.wrap(
                SpanContext.createFromRemoteParent(
                    place.trace(), place.span(), flags, TraceState.getDefault())));
  }

  private record Recorded(io.opentelemetry.api.trace.Span span) implements Span {

    @Override
    public Optional<TraceParent> place() {
      SpanContext context = span.getSpanContext();
      return Optional.of(
          new TraceParent(context.getTraceId(), context.getSpanId(), context.isSampled()));
    }

    @Override
    public void rename(String name) {
      span.updateName(name);
    }

    @Override
    public void end(Optional<String> failure) {
      failure.ifPresent(why -> span.setStatus(StatusCode.ERROR, why));
      span.end();
    }
  }

  @Override
  public void close() {
    provider.shutdown().join(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
  }
}

package io.kiln.api.contract;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * A client for tests that takes no answer of Kiln's own API which its document does not promise.
 * Every test that speaks with a server does it by one of these.
 */
public final class CheckedClient extends HttpClient {

  private static final Contract CONTRACT = Contract.shipped();

  private final HttpClient client;

  private CheckedClient(HttpClient client) {
    this.client = client;
  }

  /** One that sends what it is given as this one would. */
  public static HttpClient of(HttpClient client) {
    return new CheckedClient(client);
  }

  /** One that follows no redirection. */
  public static HttpClient usual() {
    return of(HttpClient.newBuilder().followRedirects(Redirect.NEVER).build());
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return checked(request, client.send(request, handler));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    return client.sendAsync(request, handler).thenApply(answer -> checked(request, answer));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request,
      HttpResponse.BodyHandler<T> handler,
      HttpResponse.@Nullable PushPromiseHandler<T> pushes) {
    return client.sendAsync(request, handler, pushes).thenApply(answer -> checked(request, answer));
  }

  /** Only texts are looked into: a body that is still on its way is its reader's. */
  private static <T> HttpResponse<T> checked(HttpRequest request, HttpResponse<T> answer) {
    if (answer.body() instanceof String text) {
      URI uri = request.uri();
      List<String> complaints =
          CONTRACT.complaints(
              new Contract.Sent(
                  request.method(),
                  uri.getRawPath(),
                  Optional.ofNullable(uri.getRawQuery()),
                  body(request)),
              new Contract.Answered(
                  answer.statusCode(), answer.headers().firstValue("Content-Type"), text));
      if (!complaints.isEmpty()) {
        throw new AssertionError(String.join("\n", complaints));
      }
    }
    return answer;
  }

  /** What was sent, by asking for it once more. */
  private static String body(HttpRequest request) {
    var text = new StringBuilder();
    request.bodyPublisher().ifPresent(body -> body.subscribe(new Reader(text::append)));
    return text.toString();
  }

  /** Publishers of texts publish within the call. */
  private record Reader(Consumer<String> reader) implements Flow.Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer part) {
      reader.accept(StandardCharsets.UTF_8.decode(part).toString());
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError("a body that was sent cannot be read", failure);
    }

    @Override
    public void onComplete() {}
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }

  @Override
  public void close() {
    client.close();
  }
}

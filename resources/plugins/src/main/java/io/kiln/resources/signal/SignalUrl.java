package io.kiln.resources.signal;

import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Progress;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.value.Value;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The addresses under which a resource takes signals. */
final class SignalUrl {

  /** A server's port is known a moment after its worker begins. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private SignalUrl() {}

  /** Heat's own: {@code POST …/resources/NAME/signal}. */
  static String ofHeat(URI base, Context context) {
    StackIdentity stack = context.enclosing();
    return "%s/v1/%s/stacks/%s/%s/resources/%s/signal"
        .formatted(
            base, segment(stack.project()), segment(stack.name()), stack.id(), name(context));
  }

  /**
   * For CloudFormation's clients: {@code PUT …/waitcondition/ARN}, {@code POST …/signal/ARN}. It
   * names the very resource, so that what is meant for one does not reach its successor.
   */
  static String ofCloudFormation(URI base, String verb, Context context) {
    StackIdentity stack = context.enclosing();
    return "%s/v1/%s/%s/%s/%s/resources/%s?resource=%s"
        .formatted(
            base,
            verb,
            segment("arn:openstack:heat::%s:stacks".formatted(stack.project())),
            segment(stack.name()),
            stack.id(),
            name(context),
            context.resourceId());
  }

  /** Makes something of the address when there is one, and waits for it when not. */
  static <A> Progress<A> known(PublicAddress address, Function<URI, Progress<A>> made) {
    return address
        .base()
        .map(made)
        .orElseGet(
            () ->
                new Progress.Waiting<>(
                    Optional.empty(),
                    Value.MapOf.EMPTY,
                    LOOK_AGAIN,
                    "waiting until the address of the API is known; start a worker of its own"
                        + " with --url"));
  }

  private static String name(Context context) {
    String path = context.path();
    return segment(path.substring(path.lastIndexOf('/') + 1));
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

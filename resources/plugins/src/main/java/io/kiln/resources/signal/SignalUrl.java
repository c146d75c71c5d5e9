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
public final class SignalUrl {

  /** A server's port is known a moment after its worker begins. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private SignalUrl() {}

  /**
   * A wait condition waits twelve hours at most; its stack may take days to get there, or wait for
   * a machine that somebody has to switch on.
   */
  public static final Duration OF_A_WAIT = Duration.ofDays(7);

  /**
   * Alarms are set up once, for as long as there is something to scale; updates renew the address.
   */
  static final Duration OF_AN_ALARM = Duration.ofDays(5 * 365);

  /** Heat's own: {@code POST …/resources/NAME/signal}. */
  public static String ofHeat(PublicAddress address, URI base, Duration lifetime, Context context) {
    StackIdentity stack = context.enclosing();
    String path =
        "/v1/%s/stacks/%s/%s/resources/%s/signal"
            .formatted(segment(stack.project()), segment(stack.name()), stack.id(), name(context));
    return base + address.signed(path, context.resourceId(), context.now().plus(lifetime));
  }

  /** For CloudFormation's clients: {@code PUT …/waitcondition/ARN}, {@code POST …/signal/ARN}. */
  static String ofCloudFormation(
      PublicAddress address, URI base, String verb, Duration lifetime, Context context) {
    StackIdentity stack = context.enclosing();
    String path =
        "/v1/%s/%s/%s/%s/resources/%s"
            .formatted(
                verb,
                segment("arn:openstack:heat::%s:stacks".formatted(stack.project())),
                segment(stack.name()),
                stack.id(),
                name(context));
    return base + address.signed(path, context.resourceId(), context.now().plus(lifetime));
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

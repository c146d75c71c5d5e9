package io.kiln.api.boot;

import io.kiln.engine.convergence.StepLimits;
import io.kiln.templates.compile.Limits;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * How a server or a worker is started. Read by hand: picocli, which the command line reads its
 * words with, takes a fifth of a second of a start to do the same.
 *
 * @param address loopback, unless requests have to say who sends them
 * @param data folder for everything it keeps by itself
 * @param database JDBC URL; absent means a PostgreSQL of its own in the data folder
 * @param ironic base URL of the bare metal service
 * @param metricsPort where a worker by itself shows its figures; 0 takes a free one
 * @param limits how large stacks and their values may be
 * @param url where others reach the API; by default where this process listens
 * @param driftEvery how often a worker looks by itself how what a stack made really is; empty for
 *     never
 * @param work how a worker works
 * @param access who may ask, and how what is said is kept from others
 * @param cfn how CloudFormation's API is served
 * @param heat what of Heat's API is chosen
 */
record ServerOptions(
    int port,
    String address,
    Path data,
    Optional<String> database,
    boolean worker,
    boolean agent,
    Optional<String> ironic,
    int metricsPort,
    Limits limits,
    Optional<URI> url,
    Optional<Duration> driftEvery,
    WorkOptions work,
    Access access,
    CfnOptions cfn,
    HeatOptions heat) {

  /** A scan asks every host about every container: more often is load that nobody reads. */
  private static final int MOST_OFTEN_MINUTES = 1;

  /** A year: longer is never. */
  private static final int MOST_RARELY_MINUTES = 525_600;

  /**
   * Reads a command line without its first word.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  static ServerOptions parse(List<String> arguments) {
    int port = 8004;
    String address = "127.0.0.1";
    Path data = Path.of(".kiln");
    Optional<String> database = Optional.empty();
    boolean worker = true;
    boolean agent = true;
    Optional<String> ironic = Optional.empty();
    int metricsPort = 0;
    Limits limits = Limits.DEFAULT;
    Optional<URI> url = Optional.empty();
    Optional<Duration> driftEvery = Optional.empty();
    WorkOptions work = WorkOptions.DEFAULT;
    var access = new AccessOptions();
    CfnOptions cfn = CfnOptions.NONE;
    HeatOptions heat = HeatOptions.DEFAULT;
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
      String option = equals < 0 ? argument : argument.substring(0, equals);
      Optional<String> attached =
          equals < 0 ? Optional.empty() : Optional.of(argument.substring(equals + 1));
      switch (option) {
        case "--port" -> port = port(option, value(option, attached, rest));
        case "--address" -> address = value(option, attached, rest);
        case "--metrics-port" -> metricsPort = port(option, value(option, attached, rest));
        case "--data" -> data = Path.of(value(option, attached, rest));
        case "--database" -> database = Optional.of(jdbc(value(option, attached, rest)));
        case "--no-worker" -> worker = false;
        case "--no-agent" -> agent = false;
        case "--ironic" ->
            ironic = Optional.of(BareMetalUrl.checked(value(option, attached, rest)));
        case "--drift-scan" ->
            driftEvery = Optional.of(minutes(option, value(option, attached, rest)));
        case "--limit" -> {
          String setting = value(option, attached, rest);
          if (!access.takeLimit(setting)) {
            Optional<StepLimits> set = WorkLimits.set(work.limits(), setting);
            work = set.map(work::with).orElse(work);
            limits = set.isPresent() ? limits : LanguageLimits.set(limits, setting);
          }
        }
        case "--keep" ->
            work = work.with(RetentionOption.set(work.retention(), value(option, attached, rest)));
        case "--otlp-endpoint" -> work = work.with(web(option, value(option, attached, rest)));
        case "--url" -> url = Optional.of(web(option, value(option, attached, rest)));
        default -> {
          Optional<CfnOptions> said = cfn.take(option, () -> value(option, attached, rest));
          cfn = said.orElse(cfn);
          Optional<HeatOptions> chosen =
              said.isPresent()
                  ? Optional.empty()
                  : heat.take(option, () -> value(option, attached, rest));
          heat = chosen.orElse(heat);
          if (said.isEmpty()
              && chosen.isEmpty()
              && !access.take(option, attached, () -> value(option, attached, rest))) {
            throw new IllegalArgumentException("unknown option " + option);
          }
        }
      }
    }
    Access allowed = access.chosen();
    allowed.check(address);
    return new ServerOptions(
        port,
        address,
        data,
        database,
        worker,
        agent,
        ironic,
        metricsPort,
        limits,
        url,
        driftEvery,
        work,
        allowed,
        cfn,
        heat);
  }

  private static String value(String option, Optional<String> attached, Iterator<String> rest) {
    return attached.orElseGet(
        () -> {
          if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
          }
          return rest.next();
        });
  }

  static int port(String option, String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " must be a number, not " + text, e);
    }
    throw new IllegalArgumentException(option + " must be 0 to 65535, not " + text);
  }

  private static Duration minutes(String option, String text) {
    try {
      int minutes = Integer.parseInt(text);
      if (minutes >= MOST_OFTEN_MINUTES && minutes <= MOST_RARELY_MINUTES) {
        return Duration.ofMinutes(minutes);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " must be a number of minutes, not " + text, e);
    }
    throw new IllegalArgumentException(
        "%s must be %d to %d minutes, not %s"
            .formatted(option, MOST_OFTEN_MINUTES, MOST_RARELY_MINUTES, text));
  }

  /** An address without a slash at its end. */
  static URI web(String option, String text) {
    try {
      URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      if (url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(option + " is no URL: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(
        option + " must be a URL such as http://kiln.example:8004, not " + text);
  }

  private static String jdbc(String text) {
    if (!text.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "--database must be a URL such as jdbc:postgresql://host/kiln?user=kiln");
    }
    return text;
  }
}

package io.kiln.api.boot;

import java.util.List;
import java.util.stream.Collectors;

/** What {@code kiln server --help} and {@code kiln worker --help} say. */
final class ServerHelp {

  private static final String HEAD =
      """
      Kiln's server answers requests and drives stacks; workers only drive them.

      usage: kiln server [OPTIONS]
             kiln worker --database JDBC_URL [OPTIONS]
             kiln agent --name NAME [--server URL] …   (see: kiln agent --help)

      """;

  /** Each is a command line that is tried by a test. */
  static final List<HelpEntry> EXAMPLES =
      List.of(
          new HelpEntry("kiln server", "for this machine alone, with a database of its own"),
          new HelpEntry(
              "kiln server --tokens tokens.yaml --address 0.0.0.0 --tls-cert tls.crt --tls-key"
                  + " tls.key",
              "for others, who come with tokens (see: kiln token new --help)"),
          new HelpEntry(
              "kiln server --database jdbc:postgresql://db/kiln?user=kiln --no-worker",
              "one of several that share a database and leave the work to workers"),
          new HelpEntry(
              "kiln worker --database jdbc:postgresql://db/kiln?user=kiln --url"
                  + " https://kiln.example",
              "one of those workers"),
          new HelpEntry(
              "kiln server --limit nesting=8 --keep events=30 --drift-scan 60",
              "with limits and times of its own"));

  private static final List<HelpEntry> PLACE =
      List.of(
          new HelpEntry("--port PORT", "where to listen (8004; 0 takes a free one)"),
          new HelpEntry(
              "--address ADDRESS",
              "where to listen (127.0.0.1): a loopback address, unless there is authentication, and"
                  + " TLS or --behind-proxy"),
          new HelpEntry(
              "--url URL",
              "where others reach the API, for signals; a worker by itself has to be told"),
          new HelpEntry(
              "--data DIR", "folder for the database, keys and the local agent's memory (.kiln)"),
          new HelpEntry(
              "--database JDBC_URL",
              "a PostgreSQL to use, such as jdbc:postgresql://host/kiln?user=kiln; without it the"
                  + " server runs one of its own in the data folder"));

  private static final List<HelpEntry> WORK =
      List.of(
          new HelpEntry("--no-worker", "only answer requests; workers elsewhere drive the stacks"),
          new HelpEntry("--no-agent", "do not make this machine the host \"local\""),
          new HelpEntry(
              "--ironic URL",
              "the bare metal service, such as http://user:password@127.0.0.1:6385"),
          new HelpEntry(
              "--drift-scan MINUTES",
              "look every so many minutes whether somebody changed what stacks made, one stack at a"
                  + " time (never by itself); resources say with metadata {kiln: {drift: …}}"
                  + " whether that is reported, repaired or freezes them"),
          new HelpEntry(
              "--limit NAME=N",
              "may be repeated, with names of three kinds. How large stacks may be, alike at all servers and workers of a database; a request may be four times template-bytes: %s"
                  .formatted(LanguageLimits.described())),
          new HelpEntry(
              "",
              "How much a worker has at work at once, of all stacks and of one, of one type and at one host; what is above that waits its turn: %s"
                  .formatted(WorkLimits.described())),
          new HelpEntry(
              "",
              "How many requests a second one project may send to one server: %s"
                  .formatted(RequestLimit.described())),
          new HelpEntry(
              "--keep NAME=DAYS",
              "may be repeated, alike at all servers and workers. How many days things are kept that nobody needs for their work; an hourly job removes older ones: %s"
                  .formatted(RetentionOption.described())));

  private static final List<HelpEntry> WATCHING =
      List.of(
          new HelpEntry(
              "--metrics-port PORT",
              "where a worker shows its figures for Prometheus, on the loopback address (a free"
                  + " port, which it says); a server has them at /metrics"),
          new HelpEntry(
              "--otlp-endpoint URL",
              "a collector for traces that takes OTLP over HTTP, such as http://127.0.0.1:4318;"
                  + " what it wants to be told with each request is taken from"
                  + " OTEL_EXPORTER_OTLP_HEADERS"));

  private ServerHelp() {}

  static String text() {
    return HEAD
        + examples()
        + section("Where it is", PLACE)
        + section("Who may ask (docs/authentication.md)", AccessOptions.HELP)
        + section("The work", WORK)
        + section("Heat's API", HeatOptions.HELP)
        + section("CloudFormation's API (docs/cloudformation-api.md)", CfnOptions.HELP)
        + section("Watching it", WATCHING);
  }

  private static String examples() {
    return EXAMPLES.stream()
        .map(one -> "  %s\n      %s\n".formatted(one.option(), one.text()))
        .collect(Collectors.joining("", "Examples:\n", ""));
  }

  private static String section(String title, List<HelpEntry> entries) {
    return "\n" + title + ":\n" + HelpEntry.laidOut(entries);
  }
}

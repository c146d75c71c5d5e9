package io.kiln.resources.signal;

import io.kiln.resources.signal.ReceivedSignals.Words;
import io.kiln.resources.spi.Allowed;
import io.kiln.resources.spi.Context;
import io.kiln.resources.spi.Default;
import io.kiln.resources.spi.Doc;
import io.kiln.resources.spi.Existing;
import io.kiln.resources.spi.Name;
import io.kiln.resources.spi.Progress;
import io.kiln.resources.spi.Reception;
import io.kiln.resources.spi.Resource;
import io.kiln.resources.spi.ResourceType;
import io.kiln.resources.spi.Sensitive;
import io.kiln.resources.spi.TakesSignals;
import io.kiln.templates.value.Json;
import io.kiln.templates.value.Value;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Takes the signals that a wait condition waits for; see Heat's WaitConditionHandle. */
@ResourceType(
    value = "OS::Heat::WaitConditionHandle",
    doc = "Takes the signals that a wait condition waits for, and says where they are to be sent.")
public final class WaitConditionHandle
    implements Resource<WaitConditionHandle.Properties, WaitConditionHandle.Attributes>,
        TakesSignals<WaitConditionHandle.Properties> {

  private final PublicAddress address;

  /** Signals are sent to this address. */
  public WaitConditionHandle(PublicAddress address) {
    this.address = address;
  }

  /** How signals come. */
  public record Properties(
      @Doc(
              "How signals are sent: to Heat's API (TOKEN_SIGNAL, HEAT_SIGNAL), to"
                  + " CloudFormation's (CFN_SIGNAL), or told to nobody (NO_SIGNAL). What needs"
                  + " another service is refused.")
          @Default("\"TOKEN_SIGNAL\"")
          @Allowed({
            "CFN_SIGNAL",
            "TEMP_URL_SIGNAL",
            "HEAT_SIGNAL",
            "NO_SIGNAL",
            "ZAQAR_SIGNAL",
            "TOKEN_SIGNAL"
          })
          String signalTransport) {}

  /** Where they go. */
  public record Attributes(
      @Doc("A token to be sent along; none, since the URL itself is signed.")
          Optional<String> token,
      @Doc("The URL to POST signals to; whoever has it may, for a week.") @Sensitive
          Optional<String> endpoint,
      @Doc(
              "A command that signals success; add --data-binary '{\"status\": \"FAILURE\"}' for"
                  + " failure.")
          @Name("curl_cli")
          @Sensitive
          Optional<String> curlCli,
      @Doc("What a sender has to know, as a JSON text.") @Sensitive Optional<String> signal) {

    static final Attributes UNTOLD =
        new Attributes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Override
  public Progress<Attributes> create(Properties wanted, Context context) {
    return switch (wanted.signalTransport()) {
      case "NO_SIGNAL" -> made(context, Attributes.UNTOLD);
      case "TOKEN_SIGNAL" ->
          SignalUrl.known(
              address,
              base ->
                  made(
                      context,
                      direct(SignalUrl.ofHeat(address, base, SignalUrl.OF_A_WAIT, context))));
      case "HEAT_SIGNAL" ->
          SignalUrl.known(
              address,
              base ->
                  made(
                      context,
                      told(
                          "endpoint",
                          SignalUrl.ofHeat(address, base, SignalUrl.OF_A_WAIT, context))));
      case "CFN_SIGNAL" ->
          SignalUrl.known(
              address,
              base ->
                  made(
                      context,
                      told(
                          "alarm_url",
                          SignalUrl.ofCloudFormation(
                              address, base, "waitcondition", SignalUrl.OF_A_WAIT, context))));
      default ->
          new Progress.Failed<>(
              Optional.empty(),
              "signal_transport: %s needs a service that is not there; use TOKEN_SIGNAL"
                  .formatted(wanted.signalTransport()),
              false);
    };
  }

  private static Progress<Attributes> made(Context context, Attributes attributes) {
    return new Progress.Done<>(context.resourceId(), attributes);
  }

  private static Attributes direct(String url) {
    String command =
        "curl -i -X POST -H 'Content-Type: application/json' -H 'Accept: application/json' '%s'"
            .formatted(url);
    return new Attributes(
        Optional.empty(), Optional.of(url), Optional.of(command), told("endpoint", url).signal());
  }

  private static Attributes told(String key, String url) {
    return new Attributes(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Json.write(Value.map(Map.of(key, Value.text(url))))));
  }

  @Override
  public Reception signal(Properties given, Value.MapOf heard, Value details, Instant now) {
    return new ReceivedSignals(Words.HEAT, heard).with(details);
  }

  @Override
  public Progress<Attributes> delete(Existing<Properties, Attributes> existing, Context context) {
    return new Progress.Gone<>();
  }
}

package io.kiln.it.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The distribution's own AWS client, unmodified, against a server's CloudFormation API. */
public final class AwsClient {

  private static final Path CLIENT = Path.of("/usr/bin/aws");

  private final String endpoint;
  private final String keyId;
  private final String secret;

  private AwsClient(String endpoint, String keyId, String secret) {
    this.endpoint = endpoint;
    this.keyId = keyId;
    this.secret = secret;
  }

  /**
   * The client of this machine; the test is skipped when there is none.
   *
   * @param endpoint what it is given as --endpoint-url
   */
  public static AwsClient at(String endpoint, String keyId, String secret) {
    assumeTrue(Files.isExecutable(CLIENT), "SKIPPED: no " + CLIENT + "; apt-get install awscli");
    return new AwsClient(endpoint, keyId, secret);
  }

  /** Runs a command of {@code aws cloudformation} and waits for its end. */
  public Stock.Ended run(String... words) {
    List<String> command =
        new ArrayList<>(List.of(CLIENT.toString(), "--endpoint-url", endpoint, "--output", "json"));
    command.add("cloudformation");
    command.addAll(List.of(words));
    try {
      Path err = Files.createTempFile(Scratch.folder("aws"), "err", ".txt");
      var builder = new ProcessBuilder(command).redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
      builder.environment().put("AWS_ACCESS_KEY_ID", keyId);
      builder.environment().put("AWS_SECRET_ACCESS_KEY", secret);
      builder.environment().put("AWS_DEFAULT_REGION", "RegionOne");
      builder.environment().put("AWS_CONFIG_FILE", "/dev/null");
      builder.environment().put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
      builder.environment().put("AWS_PAGER", "");
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Stock.Ended(process.waitFor(), out, Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the client runs", e);
    }
  }
}

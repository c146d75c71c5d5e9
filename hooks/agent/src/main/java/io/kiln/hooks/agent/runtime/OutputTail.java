package io.kiln.hooks.agent.runtime;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import io.kiln.hooks.protocol.Result;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Collects the end of both streams of a container or exec, within bounded memory. */
final class OutputTail extends ResultCallback.Adapter<Frame> {

  /** Own, because the library's wait ends the stream when its time has run out. */
  private final CountDownLatch ended = new CountDownLatch(1);

  private final AtomicReference<@Nullable Throwable> error = new AtomicReference<>();
  private final Tail stdout = new Tail();
  private final Tail stderr = new Tail();

  @Override
  public void onNext(Frame frame) {
    (frame.getStreamType() == StreamType.STDERR ? stderr : stdout).add(frame.getPayload());
  }

  @Override
  public void onError(Throwable throwable) {
    error.set(throwable);
    super.onError(throwable);
    ended.countDown();
  }

  @Override
  public void onComplete() {
    super.onComplete();
    ended.countDown();
  }

  /** The stream has ended within this time; may be asked again. */
  boolean endsWithin(Duration patience) throws InterruptedException {
    boolean end = ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    Throwable thrown = error.get();
    if (thrown instanceof RuntimeException runtime) {
      throw runtime;
    }
    if (thrown != null) {
      throw new IllegalStateException("reading from the engine failed", thrown);
    }
    return end;
  }

  CommandOutput output(int exitCode) {
    return new CommandOutput(exitCode, stdout.text(), stderr.text());
  }

  /** Lets up to twice the limit gather before it cuts, so that not every byte is moved. */
  private static final class Tail {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    synchronized void add(byte[] more) {
      bytes.writeBytes(more);
      if (bytes.size() > 2 * Result.LONGEST_OUTPUT_BYTES) {
        byte[] end = end();
        bytes.reset();
        bytes.writeBytes(end);
      }
    }

    synchronized String text() {
      return new String(end(), StandardCharsets.UTF_8);
    }

    private byte[] end() {
      byte[] all = bytes.toByteArray();
      return all.length <= Result.LONGEST_OUTPUT_BYTES
          ? all
          : Arrays.copyOfRange(all, all.length - Result.LONGEST_OUTPUT_BYTES, all.length);
    }
  }
}

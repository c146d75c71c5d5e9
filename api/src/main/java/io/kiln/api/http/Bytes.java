package io.kiln.api.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A request's body as bytes: as long as it may be, and no slower than a bad line makes it. */
public final class Bytes {

  /** Slower ones are no clients but somebody who holds on to connections. */
  private static final long SLOWEST_BYTES_A_SECOND = 8 * 1024;

  /** What is waited for beyond that. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  private static final int PART = 16 * 1024;

  private Bytes() {}

  /**
   * Reads all of it.
   *
   * @param most how many bytes there may be
   * @throws BodyTooLargeException when there are more
   * @throws BadInputException when it ends before it said it would, or takes too long
   * @throws RefusedException when others send too much at the same time
   */
  public static byte[] of(HttpServletRequest request, int most) {
    if (request.getContentLengthLong() > most) {
      throw new BodyTooLargeException(most);
    }
    long begun = System.nanoTime();
    var body = new ByteArrayOutputStream(Math.clamp(request.getContentLengthLong(), 32, PART));
    byte[] part = new byte[PART];
    try {
      InputStream in = request.getInputStream();
      for (int count = in.read(part); count >= 0; count = in.read(part)) {
        BodyBudget.take(request, count);
        body.write(part, 0, count);
        if (body.size() > most) {
          throw new BodyTooLargeException(most);
        }
        if (tooSlow(body.size(), Duration.ofNanos(System.nanoTime() - begun))) {
          throw new BadInputException("The request's body comes too slowly.");
        }
      }
    } catch (IOException e) {
      throw new BadInputException("The request's body could not be read to its end.");
    }
    return body.toByteArray();
  }

  static boolean tooSlow(long bytes, Duration since) {
    return since.minus(GRACE).toMillis() * SLOWEST_BYTES_A_SECOND > bytes * 1_000;
  }
}

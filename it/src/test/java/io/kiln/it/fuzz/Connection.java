package io.kiln.it.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client that says any bytes whatever, and understands what comes back. It keeps its connection
 * as long as both sides can.
 */
final class Connection implements AutoCloseable {

  /** A longer line is none of a server of ours. */
  private static final int LONGEST_LINE = 64 * 1024;

  private final int port;
  private final int patienceMillis;
  private @Nullable Socket socket;
  private @Nullable InputStream in;

  Connection(int port, Duration patience) {
    this.port = port;
    this.patienceMillis = Math.toIntExact(patience.toMillis());
  }

  /**
   * Sends, and waits for the answers.
   *
   * @throws java.net.SocketTimeoutException when one does not come in time
   */
  List<Answer> exchange(Sent sent) throws IOException {
    if (sent.ends()) {
      close(); // one that the server has ended meanwhile could not be told from no answer
    }
    boolean used = socket != null;
    try {
      return attempt(sent);
    } catch (java.net.SocketTimeoutException e) {
      close();
      throw e;
    } catch (IOException e) {
      close();
      if (!used) {
        throw e;
      }
      return attempt(sent); // the server had ended a connection that nobody used
    }
  }

  private List<Answer> attempt(Sent sent) throws IOException {
    Socket open = open();
    IOException unsent = null;
    try {
      open.getOutputStream().write(sent.bytes());
      open.getOutputStream().flush();
      if (sent.ends()) {
        open.shutdownOutput();
      }
    } catch (java.net.SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      unsent = e; // refused before all of it was heard: there may be an answer
    }
    List<Answer> answers = new ArrayList<>();
    try {
      for (String method : sent.methods()) {
        Answer answer = read(Objects.requireNonNull(in), method);
        answers.add(answer);
        if (answer.last() || answer.endless() || !answer.whole()) {
          close();
          return answers;
        }
      }
    } catch (java.net.SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      close();
      if (answers.isEmpty() && !sent.ends() && !sent.unfinished()) {
        if (unsent != null) {
          e.addSuppressed(unsent);
        }
        throw e;
      }
      return answers;
    }
    if (sent.ends() || unsent != null) {
      close();
    }
    return answers;
  }

  private Socket open() throws IOException {
    Socket open = socket;
    if (open == null) {
      open = new Socket();
      open.setTcpNoDelay(true);
      open.setSoTimeout(patienceMillis);
      open.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), patienceMillis);
      socket = open;
      in = new BufferedInputStream(open.getInputStream(), 16 * 1024);
    }
    return open;
  }

  private static Answer read(InputStream in, String method) throws IOException {
    while (true) {
      String status = line(in);
      if (!status.startsWith("HTTP/1.") || status.length() < 12) {
        throw new IOException("no answer but '%s'".formatted(status));
      }
      int code = Integer.parseInt(status.substring(9, 12));
      Map<String, String> headers = new HashMap<>();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        int colon = line.indexOf(':');
        if (colon < 1) {
          throw new IOException("no header but '%s'".formatted(line));
        }
        headers.merge(
            line.substring(0, colon).toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip(),
            (one, other) -> one + ", " + other);
      }
      if (code >= 200) {
        return body(in, new Answer(code, headers, new byte[0], true), method);
      }
    }
  }

  private static Answer body(InputStream in, Answer head, String method) throws IOException {
    if (method.equals("HEAD") || head.status() == 204 || head.status() == 304 || head.endless()) {
      return head;
    }
    String length = head.headers().get("content-length");
    if (length != null) {
      int expected = Integer.parseInt(length);
      byte[] body = in.readNBytes(expected);
      return new Answer(head.status(), head.headers(), body, body.length == expected);
    }
    if (head.headers().getOrDefault("transfer-encoding", "").equals("chunked")) {
      return chunked(in, head);
    }
    return new Answer(head.status(), head.headers(), in.readAllBytes(), head.last());
  }

  private static Answer chunked(InputStream in, Answer head) throws IOException {
    var body = new ByteArrayOutputStream();
    try {
      while (true) {
        int size = Integer.parseInt(line(in), 16);
        byte[] chunk = in.readNBytes(size);
        body.writeBytes(chunk);
        line(in);
        if (size == 0 || chunk.length < size) {
          return new Answer(head.status(), head.headers(), body.toByteArray(), size == 0);
        }
      }
    } catch (EOFException e) {
      return new Answer(head.status(), head.headers(), body.toByteArray(), false);
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream(80);
    while (true) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the connection ended");
      }
      if (b == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      if (line.size() > LONGEST_LINE) {
        throw new IOException("a line without an end");
      }
      line.write(b);
    }
  }

  @Override
  public void close() {
    Socket open = socket;
    socket = null;
    in = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It was of no use any more.
      }
    }
  }
}

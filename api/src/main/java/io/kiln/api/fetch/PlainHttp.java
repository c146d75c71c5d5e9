package io.kiln.api.fetch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One GET over one connection to one address that was looked up before: a client that looks names
 * up by itself could be led elsewhere by the second answer.
 */
final class PlainHttp {

  private static final int MOST_LINES = 100;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int LONGEST_LINE = 8 * 1024;

  private final FetchUrl url;
  private final int maxBytes;
  private final long end;

  /**
   * Asks for this.
   *
   * @param end by the clock of System.nanoTime
   */
  PlainHttp(FetchUrl url, int maxBytes, long end) {
    this.url = url;
    this.maxBytes = maxBytes;
    this.end = end;
  }

  /**
   * What came back.
   *
   * @param location where to look instead
   */
  record Answer(Optional<String> location, String text) {}

  Answer get(InetAddress address) throws IOException, FetchException {
    try (var plain = new Socket(Proxy.NO_PROXY)) {
      Thread clock = Thread.ofVirtual().unstarted(() -> endInTime(plain));
      clock.start();
      try {
        plain.connect(new InetSocketAddress(address, url.port()), millisLeft());
        return exchange(url.secure() ? secured(plain) : plain);
      } finally {
        clock.interrupt();
      }
    }
  }

  private int millisLeft() {
    return Math.clamp((end - System.nanoTime()) / 1_000_000, 1, Integer.MAX_VALUE);
  }

  /** However slowly it comes. */
  private void endInTime(Socket socket) {
    try {
      Thread.sleep(millisLeft());
      socket.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      return; // it had ended
    }
  }

  private Socket secured(Socket plain) throws IOException {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var socket = (SSLSocket) factory.createSocket(plain, url.host(), url.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private Answer exchange(Socket socket) throws IOException, FetchException {
    String request =
        """
        GET %s HTTP/1.1
        Host: %s
        User-Agent: kiln
        Accept: */*
        Accept-Encoding: identity
        Connection: close

        """
            .formatted(url.target(), url.authority());
    socket
        .getOutputStream()
        .write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    InputStream in = new BufferedInputStream(socket.getInputStream());
    int status = status(line(in));
    Map<String, String> headers = headers(in);
    if (status == 200) {
      return new Answer(Optional.empty(), decoded(body(in, headers)));
    }
    if (!REDIRECTS.contains(status)) {
      throw new FetchException("%s answered %d".formatted(url.host(), status));
    }
    String location = headers.get("location");
    if (location == null) {
      throw new FetchException("%s does not say where it is".formatted(url.host()));
    }
    return new Answer(Optional.of(location), "");
  }

  private static String decoded(byte[] body) throws FetchException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new FetchException("what is there is not UTF-8");
    }
  }

  private int status(String line) throws FetchException {
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
      throw new FetchException("%s speaks no HTTP".formatted(url.host()));
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private Map<String, String> headers(InputStream in) throws IOException, FetchException {
    Map<String, String> headers = new HashMap<>();
    for (int i = 0; i < MOST_LINES; i++) {
      String line = line(in);
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    throw new FetchException("%s sends more headers than anybody".formatted(url.host()));
  }

  /** Compressed ones were not asked for: they may become larger than anything. */
  private byte[] body(InputStream in, Map<String, String> headers)
      throws IOException, FetchException {
    if (!headers.getOrDefault("content-encoding", "identity").equalsIgnoreCase("identity")) {
      throw new FetchException("%s sends it compressed".formatted(url.host()));
    }
    String coding = headers.get("transfer-encoding");
    if (coding != null) {
      if (!coding.equalsIgnoreCase("chunked")) {
        throw new FetchException("%s sends it compressed".formatted(url.host()));
      }
      return chunks(in);
    }
    byte[] body = in.readNBytes(maxBytes + 1);
    checked(body.length);
    String length = headers.get("content-length");
    if (length != null && !length.equals(Integer.toString(body.length))) {
      throw new FetchException("%s ends too early".formatted(url.host()));
    }
    return body;
  }

  private byte[] chunks(InputStream in) throws IOException, FetchException {
    var body = new ByteArrayOutputStream();
    while (true) {
      String size = line(in).split(";", 2)[0].strip();
      if (!size.matches("[0-9a-fA-F]{1,7}")) {
        throw new FetchException("%s speaks no HTTP".formatted(url.host()));
      }
      int length = Integer.parseInt(size, 16);
      if (length == 0) {
        return body.toByteArray();
      }
      checked((long) body.size() + length);
      byte[] chunk = in.readNBytes(length);
      if (chunk.length < length) {
        throw new FetchException("%s ends too early".formatted(url.host()));
      }
      body.writeBytes(chunk);
      line(in);
    }
  }

  private void checked(long bytes) throws FetchException {
    if (bytes > maxBytes) {
      throw new FetchException("it is longer than %d bytes".formatted(maxBytes));
    }
  }

  private String line(InputStream in) throws IOException, FetchException {
    var line = new ByteArrayOutputStream();
    while (line.size() < LONGEST_LINE) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException();
      }
      if (b == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      line.write(b);
    }
    throw new FetchException("%s sends a line without an end".formatted(url.host()));
  }
}

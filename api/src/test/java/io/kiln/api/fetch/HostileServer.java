package io.kiln.api.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Says what it was told to say to whoever connects, as often or as slowly as it was told. */
final class HostileServer implements AutoCloseable {

  /** Says one thing. */
  @FunctionalInterface
  private interface Manner {
    void say(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final Manner manner;
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();

  private HostileServer(Manner manner) throws IOException {
    this.manner = manner;
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::serve);
  }

  static HostileServer saying(String answer) throws IOException {
    return new HostileServer(out -> out.write(bytes(answer)));
  }

  /** Without an end, and slowly. */
  static HostileServer dribbling(String first, String more) throws IOException {
    return new HostileServer(
        out -> {
          out.write(bytes(first));
          while (true) {
            out.write(bytes(more));
            out.flush();
            Thread.sleep(50);
          }
        });
  }

  /** Without an end. */
  static HostileServer flooding(String first, String more) throws IOException {
    return new HostileServer(
        out -> {
          out.write(bytes(first));
          while (true) {
            out.write(bytes(more));
          }
        });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        InputStream in = client.getInputStream();
        var request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
          int b = in.read();
          if (b < 0) {
            break;
          }
          request.append((char) b);
        }
        heard.add(request.toString());
        manner.say(client.getOutputStream());
        client.shutdownOutput();
      } catch (IOException e) {
        // The client had enough, or the test is over.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** Everything that was asked. */
  String heard() {
    return String.join("", heard);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
